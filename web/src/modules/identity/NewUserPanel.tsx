import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useMe } from '@/kernel/auth/session'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { Guarded } from '@/kernel/Guarded'
import { refetch } from '@/kernel/live'
import { useClose } from '@/kernel/resource/RecordPanel'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { told } from '@/kernel/toast'
import { grantable, roleName, type Role } from './people'
import { Secret } from './Secret'

export function NewUserPanel() {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const close = useClose('/users')
  const [secret, setSecret] = useState<string | null>(null)

  const create = async (draft: Draft) => {
    const { data } = await client.POST('/api/admin/users', {
      body: {
        email: given(draft, 'email'), name: given(draft, 'name'), role: given(draft, 'role') as Role,
        ...(draft.user_id ? { user_id: given(draft, 'user_id') } : {}),
        ...(draft.password ? { password: given(draft, 'password') } : {}),
      },
    })
    told(t('users.created', { name: given(draft, 'name') }))
    await refetch(queries, '/api/admin')
    if (data?.temporary_password) setSecret(data.temporary_password)
    else close()
  }

  return (
    <SidePanel title={t('users.add')} page={t('users.title')} onClose={close}>
      <Guarded permission="identity:manage">
        {secret ? (
          <>
            <Secret title={t('users.temporary')} hint={t('users.temporaryHint')} value={secret} />
            <Button mt="md" onClick={close}>{plain('close')}</Button>
          </>
        ) : (
          <RecordForm
            submitLabel={plain('create')} onSubmit={create} onCancel={close}
            initial={{ name: '', email: '', user_id: '', role: 'user', password: '' }}
            fields={[
              { name: 'name', label: t('field.name'), kind: 'text', required: true },
              { name: 'email', label: t('field.email'), kind: 'email', required: true },
              { name: 'user_id', label: t('field.userId'), kind: 'text', description: t('field.userIdHint') },
              { name: 'role', label: t('field.role'), kind: 'select', options: grantable(me).map((role) => ({ value: role, label: roleName(role) })) },
              { name: 'password', label: t('field.password'), kind: 'new-password', description: t('field.newUserPasswordHint') },
            ]}
          />
        )}
      </Guarded>
    </SidePanel>
  )
}
