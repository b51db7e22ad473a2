// The administration writes into somebody's inbox.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { Guarded } from '@/kernel/Guarded'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { API, isLink, TYPES } from './inbox'

type Person = Pick<Answer<'/api/admin/users'>['users'][number], 'id' | 'user_id' | 'name'>

interface SendPanelProps {
  /** The handle of the one to write to, where one comes from there. */
  to?: string
}

export function SendPanel({ to }: SendPanelProps) {
  const { t } = useTranslation('notifications')
  const navigate = useNavigate()
  // Whom one wrote to is this form's, not the list's.
  const close = () => void navigate({ to: '/inbox', search: ((before: object) => ({ ...before, to: undefined })) as never })
  return (
    <SidePanel title={t('send.title')} page={t('inbox.title')} onClose={close}>
      <Guarded permission="notifications:send">{to ? <To handle={to} close={close} /> : <Form close={close} />}</Guarded>
    </SidePanel>
  )
}

function To({ handle, close }: { handle: string; close: () => void }) {
  const { data, error, refetch: again } = useQuery($api.queryOptions('get', '/api/admin/users/{user_id}', { params: { path: { user_id: handle } } }))
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  return data ? <Form person={data} close={close} /> : <Lines count={6} />
}

/** Two people may have one name, but not one handle. */
const optionOf = (person: Person) => ({ value: String(person.id), label: `${person.name} (${person.user_id})` })

async function find(text: string, signal: AbortSignal) {
  const { data } = await client.GET('/api/admin/users', { params: { query: { is_active: true, sort: 'name', page_size: 12, ...(text ? { search: text } : {}) } }, signal })
  return (data?.users ?? []).map(optionOf)
}

function Form({ person, close }: { person?: Person; close: () => void }) {
  const { t } = useTranslation('notifications')
  const queries = useQueryClient()
  const send = async (draft: Draft) => {
    const filed = TYPES.find((each) => each === draft.notification_type)
    const { data } = await client.POST('/api/v1/notifications/send', {
      body: {
        user_id: Number(draft.user_id), title: given(draft, 'title'), message: given(draft, 'message'), link: given(draft, 'link') || null,
        ...(filed ? { notification_type: filed } : {}),
      },
    })
    told(t('send.sent', { title: data?.title ?? given(draft, 'title') }))
    await refetch(queries, API)
    close()
  }
  return (
    <RecordForm
      submitLabel={t('send.submit')} failure={t('send.failed')} onSubmit={send} onCancel={close}
      initial={{ user_id: person ? String(person.id) : '', notification_type: 'alert', title: '', message: '', link: '' }}
      fields={[
        { name: 'user_id', label: t('send.to'), kind: 'find', required: true, description: t('send.toHint'), find, ...(person ? { options: [optionOf(person)] } : {}) },
        { name: 'title', label: t('send.subject'), kind: 'text', required: true },
        { name: 'message', label: t('send.message'), kind: 'lines', required: true },
        { name: 'notification_type', label: t('inbox.filed'), kind: 'select', options: TYPES.map((each) => ({ value: each, label: t(`type.${each}`) })) },
        {
          name: 'link', label: t('send.link'), kind: 'text', description: t('send.linkHint'),
          hint: ({ link }) => (link && !isLink(String(link).trim()) ? <span style={{ color: 'var(--bad)' }}>{t('send.notLink')}</span> : null),
        },
      ]}
    />
  )
}
