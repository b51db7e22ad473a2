import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { useMe } from '@/kernel/auth/session'
import { refetch } from '@/kernel/live'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told } from '@/kernel/toast'
import { refusal, type User } from './people'
import { SessionFacts } from './SessionFacts'

/** Where somebody is signed in, and how to end it all. */
export function UserSessions({ user }: { user: User }) {
  const { t } = useTranslation('identity')
  const me = useMe()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const params = { path: { user_id: user.user_id } }
  const sessions = useQuery($api.queryOptions('get', '/api/admin/users/{user_id}/sessions', { params }))
  const end = async () => {
    setBusy(true)
    try {
      await client.DELETE('/api/admin/users/{user_id}/sessions', { params })
      told(t('users.ended', { name: user.name }))
      await refetch(queries, '/api/admin/users')
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  if (sessions.error) return <Failed error={sessions.error} retry={() => void sessions.refetch()} />
  if (!sessions.data) return <Lines />
  if (sessions.data.length === 0) return <Text c="dimmed">{t('users.noSessions')}</Text>
  return (
    <>
      <ul className="timeline">
        {sessions.data.map((session) => <li key={session.id}><SessionFacts session={session} /></li>)}
      </ul>
      {refusal(me, user) === null && (
        <Button variant="default" mt="md" loading={busy} onClick={() => void end()}>{t('users.endSessions')}</Button>
      )}
    </>
  )
}
