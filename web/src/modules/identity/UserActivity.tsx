import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { Failed, Lines } from '@/kernel/states/States'
import { TimelineEntry } from './AuditEntry'

/** What happened to an account, from the audit log, with before and after. */
export function UserActivity({ userId }: { userId: string }) {
  const { t } = useTranslation('identity')
  const logs = useQuery($api.queryOptions('get', '/api/admin/audit-logs', { params: { query: { target: userId, page_size: 30 } } }))
  if (logs.error) return <Failed error={logs.error} retry={() => void logs.refetch()} />
  if (!logs.data) return <Lines />
  if (logs.data.logs.length === 0) return <Text c="dimmed">{t('users.noActivity')}</Text>
  return (
    <>
      <ul className="timeline">{logs.data.logs.map((log) => <li key={log.id}><TimelineEntry log={log} /></li>)}</ul>
      <Anchor component={Link} to="/audit" search={{ target: userId } as never} size="sm">{t('users.allActivity')}</Anchor>
    </>
  )
}
