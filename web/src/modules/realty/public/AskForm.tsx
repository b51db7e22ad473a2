import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import type { Development } from '../realty'

interface AskFormProps {
  development: Development
  onDone: () => void
}

/** A question to the builder: it begins a conversation. */
export function AskForm({ development, onDone }: AskFormProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { builder } = development
  if (!builder) return <Text size="sm">{t('customer.ask.nobody')}</Text>
  return (
    <RecordForm
      submitLabel={t('customer.ask.submit')} failure={t('customer.ask.failed')} initial={{ subject: '', message_content: '' }}
      fields={[
        { name: 'subject', label: t('customer.ask.subject'), kind: 'text' },
        { name: 'message_content', label: t('customer.ask.message'), kind: 'lines', required: true, description: t('customer.ask.to', { name: builder.company_name }) },
      ]}
      onSubmit={async (draft) => {
        await client.POST('/api/messages', {
          body: { recipient_id: builder.user_id, project_id: development.id, subject: given(draft, 'subject') || null, message_content: given(draft, 'message_content'), message_type: 'inquiry' },
        })
        told(t('customer.ask.done', { name: builder.company_name }))
        await refetch(queries, '/api/messages')
        onDone()
        await navigate({ to: '/my/messages', search: { with: String(builder.user_id), project: String(development.id) } as never })
      }}
    />
  )
}
