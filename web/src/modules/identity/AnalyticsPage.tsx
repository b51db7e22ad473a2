import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { Tile } from '@/kernel/chart/Tile'
import { formatDays, formatShortDay } from '@/kernel/dates'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { type Analytics, analyticsQuery, type Days, RANGES, USUAL } from './analytics'
import { roleName, ROLES } from './people'

export function AnalyticsPage() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const { days = USUAL } = useSearch({ from: '/_app/analytics' })
  return (
    <Page
      title={t('analytics.title')}
      actions={
        <SegmentedControl
          aria-label={t('analytics.range')} value={String(days)} data={RANGES.map((count) => ({ value: String(count), label: t('analytics.days', { count }) }))}
          onChange={(next) => void navigate({ to: '.', search: { days: RANGES.find((each) => each !== USUAL && String(each) === next) }, replace: true, resetScroll: false })}
        />
      }
    >
      <Guarded permission="identity:read"><Charts days={days} /></Guarded>
    </Page>
  )
}

function Charts({ days: asked }: { days: Days }) {
  const { t, i18n } = useTranslation('identity')
  const navigate = useNavigate()
  const locale = useLocale()
  const { data, error, refetch, isPlaceholderData: stale } = useQuery(analyticsQuery(asked))
  const series = useMemo(() => data && seriesOf(data), [data, locale, i18n.language])
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data || !series) return <Lines count={8} />

  // Until the answer is here, the range before it is shown, and the titles say that one.
  const days = series.days.length
  const since = series.days[0] ?? ''
  const during = series.days.length > 0 ? formatDays(since, series.days.at(-1) ?? since, locale) : ''
  const percent = (part: number) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(data.total_users > 0 ? part / data.total_users : 0)
  const registered = sum(series.registrations)
  const signedIn = sum(series.signIns)
  const busiest = series.hours.reduce((best, each) => (each.value > best.value ? each : best), { label: '0', value: 0 })
  const number = new Intl.NumberFormat(locale)
  const signedInSince = `/audit?action=login&since=${since}`
  const day = t('analytics.day')
  const people = t('analytics.people')
  const toDay = (at: number) => {
    const date = series.days[at]
    if (date) void navigate({ to: '/audit', search: { action: 'login', since: date, until: date } })
  }
  return (
    <>
      <div className="tiles">
        <Tile label={t('overview.total')} value={number.format(data.total_users)} to="/users" />
        <Tile label={t('overview.active')} value={number.format(data.active_users)} note={t('overview.share', { percent: percent(data.active_users) })} to="/users?status=active" />
        <Tile label={t('overview.inactive')} value={number.format(data.inactive_users)} note={t('overview.share', { percent: percent(data.inactive_users) })} to="/users?status=inactive" />
        <Tile label={t('overview.week')} value={number.format(data.recent_registrations_7days)} to="/users?sort=-created_at" />
        <Tile label={t('overview.twoFactor')} value={number.format(data.two_factor_users)} note={t('overview.share', { percent: percent(data.two_factor_users) })} to="/users" />
      </div>
      <div className="columns" aria-busy={stale}>
        <ChartCard
          title={registered > 0 ? t('analytics.registrations', { count: registered, days }) : t('analytics.registrationsNone', { days })}
          unit={`${t('analytics.unitPeople')} · ${during}`} labelHeader={day} valueHeader={people} name="registrations" kind="bar" points={series.registrations}
          onPick={() => void navigate({ to: '/users', search: { sort: '-created_at' } })} to="/users?sort=-created_at"
        />
        <ChartCard
          title={signedIn > 0 ? t('analytics.signInsDay', { count: signedIn, days }) : t('analytics.signInsDayNone', { days })}
          unit={`${t('analytics.unitSignIns')} · ${during}`} labelHeader={day} valueHeader={t('analytics.signIns')} name="sign-ins-by-day" kind="line" points={series.signIns}
          onPick={toDay} to={signedInSince}
        />
        <ChartCard
          title={busiest.value > 0 ? t('analytics.hours', { hour: busiest.label, days }) : t('analytics.signInsDayNone', { days })}
          unit={`${t('analytics.unitHours')} · ${during}`} labelHeader={t('analytics.hour')} valueHeader={t('analytics.signIns')} name="sign-ins-by-hour" kind="bar" points={series.hours}
          onPick={() => void navigate({ to: '/audit', search: { action: 'login', since } })} to={signedInSince}
        />
        <ChartCard
          title={t('analytics.roles', { percent: percent(data.role_distribution.user ?? 0) })}
          unit={t('analytics.unitRoles')} labelHeader={t('analytics.role')} valueHeader={people} name="users-by-role" kind="rows" points={series.roles}
          onPick={(at) => void navigate({ to: '/users', search: { role: series.present[at] } })} to="/users"
        />
        <ChartCard
          title={t('analytics.share', { percent: percent(data.active_users) })}
          unit={t('analytics.unitShare')} labelHeader={t('analytics.status')} valueHeader={people} name="accounts-by-status" kind="rows"
          points={series.states} onPick={(at) => void navigate({ to: '/users', search: { status: at === 0 ? 'active' : 'inactive' } })} to="/users"
        />
      </div>
    </>
  )

  function seriesOf(from: Analytics) {
    const present = ROLES.filter((role) => (from.role_distribution[role] ?? 0) > 0)
    const byDay = (each: { date: string; count: number }) => ({ label: each.date, short: formatShortDay(each.date, locale), value: each.count })
    return {
      present,
      days: from.sign_ins_per_day.map((each) => each.date),
      registrations: from.registrations_per_day.map(byDay),
      signIns: from.sign_ins_per_day.map(byDay),
      hours: from.sign_ins_per_hour.map((each) => ({ label: String(each.hour), value: each.count })),
      roles: present.map((role) => ({ label: roleName(role), value: from.role_distribution[role] ?? 0 })),
      states: [{ label: t('state.active'), value: from.active_users }, { label: t('state.inactive'), value: from.inactive_users }],
    }
  }
}

function sum(points: readonly { value: number }[]): number {
  return points.reduce((total, each) => total + each.value, 0)
}
