import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { Tile } from '@/kernel/chart/Tile'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { analyticsQuery, USUAL } from './analytics'
import { TimelineEntry } from './AuditEntry'
import { roleName, ROLES } from './people'
import { SystemStatus } from './SystemStatus'

export function OverviewPage() {
  const { t } = useTranslation('identity')
  const can = useCan()
  return (
    <Page title={t('overview.title')}>
      <Guarded permission="identity:read">
        <Numbers />
        <div className="columns">
          <Stack>
            {can('identity:audit') && <Recent />}
            <Quick />
          </Stack>
          <Stack><SystemStatus /><Roles /></Stack>
        </div>
      </Guarded>
    </Page>
  )
}

function Numbers() {
  const { t } = useTranslation('identity')
  const locale = useLocale()
  const { data, error, refetch } = useQuery(analyticsQuery(USUAL))
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <div className="tiles">{[1, 2, 3, 4, 5].map((at) => <div className="card" key={at}><Lines count={3} /></div>)}</div>
  const number = new Intl.NumberFormat(locale)
  const percent = (part: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(data.total_users > 0 ? part / data.total_users : 0)
  const registered = data.registrations_per_day.map((each) => each.count)
  const signIns = data.sign_ins_per_day.map((each) => each.count)
  return (
    <div className="tiles">
      <Tile label={t('overview.total')} value={number.format(data.total_users)} note={t('overview.month', { count: total(registered) })} course={running(registered, data.total_users)} to="/users" />
      <Tile label={t('overview.active')} value={number.format(data.active_users)} note={t('overview.share', { percent: percent(data.active_users) })} to="/users?status=active" />
      <Tile label={t('overview.week')} value={number.format(data.recent_registrations_7days)} course={registered} to="/users?sort=-created_at" />
      <Tile label={t('overview.signIns')} value={number.format(signIns.at(-1) ?? 0)} note={t('overview.before', { count: signIns.at(-2) ?? 0 })} course={signIns} to="/audit?action=login" />
      <Tile label={t('overview.twoFactor')} value={number.format(data.two_factor_users)} note={t('overview.share', { percent: percent(data.two_factor_users) })} to="/users" />
    </div>
  )
}

function Recent() {
  const { t } = useTranslation('identity')
  const logs = useQuery($api.queryOptions('get', '/api/admin/audit-logs', { params: { query: { page_size: 8 } } }))
  return (
    <section className="card" aria-label={t('overview.recent')}>
      <Group justify="space-between">
        <Title order={2} size="h3">{t('overview.recent')}</Title>
        <Anchor component={Link} to="/audit" size="sm">{t('overview.all')}</Anchor>
      </Group>
      {logs.error ? <Failed error={logs.error} retry={() => void logs.refetch()} /> : !logs.data ? <Lines count={6} /> : (
        <ul className="timeline">{logs.data.logs.map((log) => <li key={log.id}><TimelineEntry log={log} about="target" /></li>)}</ul>
      )}
      {logs.data?.logs.length === 0 && <Text c="dimmed" size="sm">{t('users.noActivity')}</Text>}
    </section>
  )
}

function Roles() {
  const { t, i18n } = useTranslation('identity')
  const navigate = useNavigate()
  const { data } = useQuery(analyticsQuery(USUAL))
  const present = useMemo(() => ROLES.filter((role) => (data?.role_distribution[role] ?? 0) > 0), [data])
  const points = useMemo(
    () => present.map((role) => ({ label: roleName(role), value: data?.role_distribution[role] ?? 0 })),
    [present, data, i18n.language],
  )
  if (!data || points.length === 0) return null
  const most = points.reduce((best, each) => (each.value > best.value ? each : best))
  return (
    <ChartCard
      title={t('overview.roles', { role: most.label })} unit={t('overview.rolesUnit')} name="users-by-role" kind="rows"
      labelHeader={t('analytics.role')} valueHeader={t('analytics.people')} points={points}
      onPick={(at) => void navigate({ to: '/users', search: { role: present[at] } })} to="/users"
    />
  )
}

function Quick() {
  const { t } = useTranslation('identity')
  const can = useCan()
  return (
    <section className="card no-print" aria-label={t('overview.quick')}>
      <Title order={2} size="h3" mb="sm">{t('overview.quick')}</Title>
      <Group gap="xs">
        {can('identity:manage') && <Button component={Link} to="/users/new">{t('action.newUser')}</Button>}
        <Button component={Link} to="/users?status=inactive" variant="default">{t('action.inactive')}</Button>
        <Button component={Link} to="/users?role=admins" variant="default">{t('action.admins')}</Button>
        <Button component={Link} to="/analytics" variant="default">{t('nav.analytics')}</Button>
      </Group>
    </section>
  )
}

function total(values: readonly number[]): number {
  return values.reduce((one, other) => one + other, 0)
}

/** How many there were at the end of each day, counted back from today. */
function running(added: readonly number[], now: number): number[] {
  let left = now
  return added.toReversed().map((count) => { const at = left; left -= count; return at }).toReversed()
}
