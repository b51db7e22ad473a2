// One person: facts, what can be done, sessions, and what happened to the account.
import { Anchor, Group, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import type { PersonLink } from '@/kernel/module'
import { Private } from '@/kernel/Private'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import type { User } from './people'
import { UserAccount } from './UserAccount'
import { UserActivity } from './UserActivity'
import { UserSessions } from './UserSessions'
import { ActiveState } from './UsersPage'

export type UserTab = 'account' | 'sessions' | 'activity'

/** The person together with the tag that says which version this is. */
export function userQuery(userId: string) {
  return {
    queryKey: ['get', '/api/admin/users/{user_id}', userId] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<{ user: User; etag: string | null }> => {
      const { data, response } = await client.GET('/api/admin/users/{user_id}', { params: { path: { user_id: userId } }, signal })
      return { user: data as User, etag: response.headers.get('etag') }
    },
  }
}

interface UserPanelProps {
  userId: string
  tab: UserTab
  /** Where the other modules lead from a person. */
  links: readonly PersonLink[]
}

export function UserPanel({ userId, tab, links }: UserPanelProps) {
  const { t } = useTranslation('identity')
  const can = useCan()
  const navigate = useNavigate()
  const close = useClose('/users')
  const found = useQuery(userQuery(userId))
  const { data } = found
  const offered = links.filter((each) => can(each.permission))
  return (
    <SidePanel
      title={data?.user.name ?? userId} page={t('users.title')} onClose={close}
      subtitle={data && <Text size="sm" c="dimmed" component="div"><Private>{data.user.email}</Private></Text>}
    >
      {found.error && !data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {!data && !found.error ? <Lines count={7} /> : null}
      {data && (
        <Tabs
          value={tab} keepMounted={false}
          onChange={(next) => void navigate({ to: '.', search: ((before: object) => ({ ...before, tab: next === 'account' ? undefined : next })) as never, replace: true })}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="account">{t('users.facts')}</Tabs.Tab>
            <Tabs.Tab value="sessions">{t('users.sessions')}</Tabs.Tab>
            {can('identity:audit') && <Tabs.Tab value="activity">{t('users.activity')}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="account">
            <ActiveState user={data.user} />
            <UserAccount key={data.user.user_id} user={data.user} etag={data.etag} close={close} links={offered.length > 0 && <Links user={data.user} to={offered} />} />
          </Tabs.Panel>
          <Tabs.Panel value="sessions"><UserSessions user={data.user} /></Tabs.Panel>
          <Tabs.Panel value="activity"><UserActivity userId={data.user.user_id} /></Tabs.Panel>
        </Tabs>
      )}
    </SidePanel>
  )
}

function Links({ user, to }: { user: User; to: readonly PersonLink[] }) {
  const { t } = useTranslation('identity')
  return (
    <Group component="nav" gap="md" mt="md" aria-label={t('users.links')}>
      {to.map((each) => <Anchor key={each.label()} component={Link} size="sm" to={each.to({ id: user.id, handle: user.user_id })}>{each.label()}</Anchor>)}
    </Group>
  )
}
