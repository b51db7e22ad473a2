// Facts about a person, the form to change them, and the grave actions below.
import { Button, Divider, Group, Tooltip } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement, ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { useMe } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { Ago, Day } from '@/kernel/Time'
import { failed, told, undoable } from '@/kernel/toast'
import { grantable, refusal, refusalToRemove, roleName, setActive, type User } from './people'
import { Secret } from './Secret'

interface UserAccountProps {
  user: User
  etag: string | null
  close: () => void
  /** Where the other modules lead from this person. */
  links?: ReactNode
}

export function UserAccount({ user, etag, close, links }: UserAccountProps) {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  // While one edits: the version that the form began with.
  const [editing, setEditing] = useState<{ user: User; etag: string | null } | null>(null)
  const refused = refusal(me, user)

  const update = async (draft: Draft, changed: ReadonlySet<string>) => {
    const body = Object.fromEntries(Object.entries(draft).filter(([name]) => changed.has(name))) as Body<'/api/admin/users/{user_id}', 'put'>
    await client.PUT('/api/admin/users/{user_id}', {
      params: { path: { user_id: user.user_id } }, body, ...(editing?.etag ? { headers: { 'If-Match': editing.etag } } : {}),
    })
    told(plain('form.saved'))
    setEditing(null)
    await refetch(queries, '/api/admin')
  }

  if (editing) {
    const roles = [...new Set([...grantable(me), user.role])]
    return (
      <RecordForm
        submitLabel={plain('save')} onSubmit={update} onCancel={() => setEditing(null)} onReload={() => setEditing({ user, etag })}
        initial={{ name: editing.user.name, email: editing.user.email, role: editing.user.role }}
        fields={[
          { name: 'name', label: t('field.name'), kind: 'text', required: true },
          { name: 'email', label: t('field.email'), kind: 'email', required: true },
          { name: 'role', label: t('field.role'), kind: 'select', options: roles.map((role) => ({ value: role, label: roleName(role) })), disabled: me.id === user.id },
        ]}
      />
    )
  }
  return (
    <>
      <Facts user={user} />
      <Group gap="xs">
        <Reasoned reason={refused}>
          <Button variant="default" disabled={refused !== null} onClick={() => setEditing({ user, etag })}>{plain('edit')}</Button>
        </Reasoned>
        <ActiveButton user={user} />
        <ResetButton user={user} refused={refused} />
      </Group>
      {links}
      <Divider my="lg" />
      <DeleteButton user={user} close={close} />
    </>
  )
}

function Facts({ user }: { user: User }) {
  const { t } = useTranslation('identity')
  return (
    <dl className="facts" style={{ marginTop: 16 }}>
      <dt>{t('field.userId')}</dt><dd><Private>{user.user_id}</Private></dd>
      <dt>{t('field.email')}</dt><dd><Private>{user.email}</Private></dd>
      <dt>{t('field.role')}</dt><dd>{roleName(user.role)}</dd>
      {user.phone && <><dt>{t('field.phone')}</dt><dd><Private>{user.phone}</Private></dd></>}
      <dt>{t('field.twoFactor')}</dt><dd>{user.two_factor_enabled ? t('state.on') : t('state.off')}</dd>
      <dt>{t('field.registered')}</dt><dd><Day on={user.created_at} /></dd>
      <dt>{t('field.lastLogin')}</dt><dd>{user.last_login ? <Ago at={user.last_login} /> : t('state.never')}</dd>
      {user.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={user.updated_at} /></dd></>}
    </dl>
  )
}

function ActiveButton({ user }: { user: User }) {
  const { t } = useTranslation('identity')
  const me = useMe()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const reason = user.is_active ? refusalToRemove(me, user) : refusal(me, user)
  const change = async (active: boolean) => {
    await setActive(user, active)
    await refetch(queries, '/api/admin')
  }
  const run = async () => {
    setBusy(true)
    try {
      await change(!user.is_active)
      const message = user.is_active ? t('users.deactivated', { name: user.name }) : t('users.activated', { name: user.name })
      undoable(message, () => change(user.is_active))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Reasoned reason={reason}>
      <Button variant="default" loading={busy} disabled={reason !== null} onClick={() => void run()}>
        {user.is_active ? t('users.deactivate') : t('users.activate')}
      </Button>
    </Reasoned>
  )
}

function ResetButton({ user, refused }: { user: User; refused: string | null }) {
  const { t } = useTranslation('identity')
  const queries = useQueryClient()
  const [secret, setSecret] = useState<string | null>(null)
  const ask = () => confirm({
    title: t('users.resetTitle', { name: user.name }), text: t('users.resetText'), confirm: t('users.resetPassword'),
    run: async () => {
      try {
        const { data } = await client.POST('/api/admin/users/{user_id}/reset-password', { params: { path: { user_id: user.user_id } } })
        setSecret(data?.temporary_password ?? null)
        await refetch(queries, '/api/admin')
      } catch (error) {
        failed(error)
      }
    },
  })
  return (
    <>
      <Reasoned reason={refused}>
        <Button variant="default" disabled={refused !== null} onClick={ask}>{t('users.resetPassword')}</Button>
      </Reasoned>
      {secret && <Secret title={t('users.temporary')} hint={t('users.temporaryHint')} value={secret} />}
    </>
  )
}

function DeleteButton({ user, close }: { user: User; close: () => void }) {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const reason = refusalToRemove(me, user)
  const ask = () => confirm({
    title: t('users.deleteTitle', { name: user.name }), text: t('users.deleteText'), confirm: plain('remove'), typed: user.user_id,
    run: async () => {
      try {
        await client.DELETE('/api/admin/users/{user_id}', { params: { path: { user_id: user.user_id } } })
        told(t('users.deleted', { name: user.name }))
        close()
        await refetch(queries, '/api/admin')
      } catch (error) {
        failed(error)
      }
    },
  })
  return (
    <Reasoned reason={reason}>
      <Button variant="outline" color="danger" disabled={reason !== null} onClick={ask}>{plain('remove')}</Button>
    </Reasoned>
  )
}

/** A disabled button says why, also to the keyboard: the reason's wrapper takes the focus. */
function Reasoned({ reason, children }: { reason: string | null; children: ReactElement }) {
  if (reason === null) return children
  return <Tooltip label={reason} multiline maw={280}><span tabIndex={0} role="note" aria-label={reason}>{children}</span></Tooltip>
}
