// The sales desk at a glance: what came in, what is late, what waits, and what is next.
import { Anchor, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { Tile } from '@/kernel/chart/Tile'
import { formatMonth } from '@/kernel/dates'
import { Guarded } from '@/kernel/Guarded'
import { compact, type Money, money, sum, wire } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { AppointmentBadge, DevelopmentBadge, UnitBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { formatMeeting } from '../parts/days'
import { Meter } from '@/kernel/Meter'
import { appointmentTypeName } from '../realty'
import { activityLine } from './activity'
import { BUILD } from './desk'
import { Taken } from './DevelopmentsPage'
import { NeedsProfile } from './NeedsProfile'

type Dashboard = Answer<'/api/builder/dashboard'>

export function DashboardPage() {
  const { t } = useTranslation('realty')
  return <Guarded permission={BUILD}><NeedsProfile><Page title={t('nav.builder')}><Desk /></Page></NeedsProfile></Guarded>
}

function Desk() {
  const { t } = useTranslation('realty')
  const { data, error, refetch } = useQuery($api.queryOptions('get', '/api/builder/dashboard'))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={10} />
  if (data.stats.total_projects === 0) {
    return <Empty title={t('builder.developments.empty')} action={<Anchor component={Link} to="/builder/developments/new">{t('builder.developments.add')}</Anchor>}>{t('builder.developments.emptyHint')}</Empty>
  }
  return (
    <>
      <Tiles of={data} />
      <div className="columns">
        <div className="pile"><Months of={data} /><Developments of={data} /></div>
        <div className="pile"><Stock of={data} /><Coming of={data} /><Activity of={data} /></div>
      </div>
    </>
  )
}

function Tiles({ of: { stats, months } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  const late = money(stats.overdue_amount) > 0n
  return (
    <div className="tiles six">
      <Tile
        label={t('builder.tile.received')} value={<Cash of={stats.revenue} short />} note={<>{t('builder.tile.open')} <Cash of={stats.pending_amount} short /></>}
        course={months.map((each) => Number(wire(money(each.received))))} to="/builder/bookings"
      />
      <Tile label={t('builder.field.overdue')} value={<span style={late ? { color: 'var(--bad)' } : undefined}><Cash of={stats.overdue_amount} short /></span>} note={t('builder.tile.overdueOf', { count: stats.overdue_bookings })} to="/builder/bookings" />
      <Tile label={t('builder.tile.active')} value={stats.active_bookings} note={t('builder.tile.pendingCount', { count: stats.pending_bookings })} course={months.map((each) => each.bookings)} to="/builder/bookings?status=token_paid" />
      <Tile label={t('builder.tile.visits')} value={stats.appointments} note={t('builder.tile.visitsNote')} to="/builder/appointments" />
      <Tile label={t('builder.tile.changes')} value={stats.change_requests} note={t('builder.tile.changesNote')} to="/builder/changes" />
      <Tile label={t('builder.tile.unread')} value={stats.unread_messages} note={t('builder.tile.unreadNote')} to="/builder/messages" />
    </div>
  )
}

function Months({ of: { months, currency } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const navigate = useNavigate()
  const total: Money = sum(months.map((each) => money(each.received)))
  return (
    <ChartCard
      title={t('builder.chart.title', { amount: compact(total, locale) })} unit={t('builder.chart.unit', { currency })} labelHeader={t('builder.chart.month')} valueHeader={t('builder.chart.booked')} name="realty-months" kind="bar"
      points={months.map((each) => ({ label: formatMonth(each.month, locale), short: each.month.slice(2), value: Number(wire(money(each.booked))), beside: Number(wire(money(each.received))) }))}
      series={[t('builder.chart.booked'), t('builder.chart.received')]} format={(value) => compact(money(String(Math.round(value))), locale)} to="/builder/bookings" onPick={() => void navigate({ to: '/builder/bookings' })}
    />
  )
}

function Stock({ of: { units } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  const parts = (['available', 'reserved', 'booked', 'sold'] as const).map((status) => ({ status, count: units[status] }))
  return (
    <section className="card" aria-label={t('builder.stock.title')}>
      <Title order={2} size="h3">{t('builder.stock.sentence', { count: units.available, total: units.total })}</Title>
      <Text size="sm" c="dimmed" mb="sm">{t('builder.stock.unit')}</Text>
      <div className="stock-bar" aria-hidden="true">{parts.map((each) => each.count > 0 && <span key={each.status} data-status={each.status} style={{ flexGrow: each.count }} />)}</div>
      <ul className="stock-list">{parts.map((each) => <li key={each.status}><UnitBadge status={each.status} /> <b className="figure">{each.count}</b></li>)}</ul>
      <Anchor component={Link} to="/builder/developments" size="sm">{t('builder.stock.all')}</Anchor>
    </section>
  )
}

function Coming({ of: { upcoming_appointments: all } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  return (
    <section className="card" aria-label={t('builder.coming')}>
      <Title order={2} size="h3" mb="xs">{t('builder.coming')}</Title>
      {all.length === 0 ? <Text c="dimmed" size="sm">{t('calendar.free')}</Text> : (
        <ul className="feed">
          {all.map((each) => (
            <li key={each.id}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Anchor component={Link} inherit to={`/builder/appointments/${each.id}`}><Private>{each.customer?.name ?? t('missing')}</Private></Anchor>
                <AppointmentBadge status={each.status} />
              </Group>
              <div className="small-facts"><time dateTime={each.appointment_date}>{formatMeeting(each.appointment_date, locale)}</time><span>{appointmentTypeName(each.appointment_type)}</span><span>{each.project?.project_name}</span></div>
            </li>
          ))}
        </ul>
      )}
      <Anchor component={Link} to="/builder/appointments" size="sm">{t('builder.toCalendar')}</Anchor>
    </section>
  )
}

function Developments({ of: { recent_projects: all } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  return (
    <section className="card" aria-label={t('nav.developments')}>
      <Title order={2} size="h3" mb="xs">{t('nav.developments')}</Title>
      <ul className="feed">
        {all.map((each) => (
          <li key={each.id}>
            <Group justify="space-between" gap="xs"><Anchor component={Link} inherit to={`/builder/developments/${each.id}`}>{each.project_name}</Anchor><DevelopmentBadge status={each.status} /></Group>
            <dl className="two-meters">
              <dt>{t('builder.field.taken')}</dt><dd><Taken of={each} /></dd>
              <dt>{t('builder.tile.built')}</dt><dd><Meter label={t('phases.bar', { name: each.project_name, percent: each.progress })} percent={each.progress} /></dd>
            </dl>
          </li>
        ))}
      </ul>
      <Anchor component={Link} to="/builder/developments" size="sm">{t('builder.stock.all')}</Anchor>
    </section>
  )
}

function Activity({ of: { recent_activity: all, currency } }: { of: Dashboard }) {
  const { t } = useTranslation('realty')
  return (
    <section className="card" aria-label={t('builder.activity.title')}>
      <Title order={2} size="h3" mb="xs">{t('builder.activity.title')}</Title>
      {all.length === 0 ? <Text c="dimmed" size="sm">{t('builder.activity.none')}</Text> : (
        <ol className="timeline lately">
          {all.map((each) => {
            const { to, words, tone } = activityLine(each)
            return (
              <li key={`${each.kind}-${each.id}`}>
                <Status tone={tone}><Anchor component={Link} inherit to={to}><Private>{each.who}</Private>: {words}</Anchor></Status>
                <div className="small-facts">{each.project_name && <span>{each.project_name}</span>}{each.amount !== null && <Cash of={each.amount} currency={currency} />}<Ago at={each.at} /></div>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
