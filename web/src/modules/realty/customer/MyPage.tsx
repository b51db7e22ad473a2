// Where my homes stand, what is due next and when, and what else waits for me.
import { Anchor, Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { formatMoment, formatRelative } from '@/kernel/dates'
import { Guarded } from '@/kernel/Guarded'
import { money } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Cash } from '@/kernel/Cash'
import { Updates } from '../parts/Phases'
import { GiveUp } from '../public/UnitPanel'
import { unitTypeName } from '../realty'
import { type CustomerDashboard, dashboardQuery, type Hold, holdsQuery, profileQuery } from './customer'
import { HomeCard } from './HomeCard'
import { ProfileForm } from './ProfileForm'
import { Tiles } from './Tiles'
import { VisitLine } from './VisitLine'
import './customer.css'

export function MyPage() {
  return <Guarded permission="realty:buy"><My /></Guarded>
}

function My() {
  const { t } = useTranslation('realty')
  const { name } = useMe()
  const profile = useQuery(profileQuery)
  const ready = profile.data?.customer !== null && profile.data !== undefined
  const { data, error, refetch } = useQuery({ ...dashboardQuery, enabled: ready })
  const holds = useQuery({ ...holdsQuery, enabled: ready })
  const first = profile.data?.customer?.first_name ?? name.split(' ')[0]
  const failure = profile.error ?? error
  return (
    <Page title={t('customer.my.title', { name: first })} actions={<Button component={Link} to="/developments" variant="default">{t('customer.my.look')}</Button>}>
      {profile.data && !profile.data.customer ? <div className="card my-profile"><ProfileForm hint={t('customer.profile.hint')} /></div>
        : failure && !data ? <Failed error={failure} retry={() => { void profile.refetch(); void refetch() }} />
          : data ? <Shown of={data} holds={(holds.data ?? []).filter((each) => each.is_open)} /> : <Waiting />}
    </Page>
  )
}

function Waiting() {
  return (
    <>
      <div className="tiles">{[1, 2, 3, 4].map((at) => <div className="card" key={at}><Lines count={3} /></div>)}</div>
      <div className="card"><Lines count={8} /></div>
    </>
  )
}

function Shown({ of, holds }: { of: CustomerDashboard; holds: readonly Hold[] }) {
  const { t } = useTranslation('realty')
  const begun = of.homes.length > 0 || holds.length > 0
  return (
    <>
      <Waits of={of} />
      {of.homes.length > 0 && <Tiles of={of} />}
      {holds.length > 0 && <Holds of={holds} currency={of.currency} />}
      {begun ? <div className="my-homes">{of.homes.map((each) => <HomeCard key={each.booking_id} of={each} currency={of.currency} />)}</div> : (
        <Empty title={t('customer.my.none')} action={<Button component={Link} to="/developments">{t('customer.my.look')}</Button>}>{t('customer.my.noneHint')}</Empty>
      )}
      {(begun || of.upcoming_appointments.length > 0) && (
        <div className="columns">
          <section className="card">
            <Title order={2} mb="sm">{t('customer.my.visits')}</Title>
            {of.upcoming_appointments.length === 0 ? <Text size="sm" c="dimmed">{t('customer.my.noVisits')}</Text> : (
              <Stack gap="xs">{of.upcoming_appointments.map((each) => <VisitLine key={each.id} of={each} />)}</Stack>
            )}
            <Anchor component={Link} to="/my/appointments" size="sm" mt="sm" display="inline-block">{t('customer.my.allVisits')}</Anchor>
          </section>
          <section className="card">
            <Title order={2} mb="xs">{t('updates.title')}</Title>
            <Updates updates={of.recent_updates} />
          </section>
        </div>
      )}
    </>
  )
}

/** What waits for an answer of the one who reads. */
function Waits({ of: { stats, homes, currency } }: { of: CustomerDashboard }) {
  const { t } = useTranslation('realty')
  const late = homes.find((each) => money(each.overdue_amount) > 0n)
  const overdue = money(stats.overdue_amount)
  return (
    <ul className="waits">
      {overdue > 0n && late && (
        <li><Status tone="bad"><Cash of={overdue} currency={currency} />&nbsp;{t('customer.my.overdue')}</Status> <Anchor component={Link} size="sm" to={`/my/home/${late.booking_id}`}>{t('customer.my.seeSchedule')}</Anchor></li>
      )}
      {stats.changes_to_decide > 0 && <li><Status tone="warn">{t('customer.my.decide', { count: stats.changes_to_decide })}</Status> <Anchor component={Link} size="sm" to="/my/changes">{t('customer.my.seeChanges')}</Anchor></li>}
      {stats.unread_messages > 0 && <li><Status tone="open">{t('customer.my.unread', { count: stats.unread_messages })}</Status> <Anchor component={Link} size="sm" to="/my/messages">{t('customer.my.read')}</Anchor></li>}
    </ul>
  )
}

function Holds({ of, currency }: { of: readonly Hold[]; currency: string }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  return (
    <section aria-label={t('customer.my.kept')} className="held">
      {of.map((hold) => (
        <div key={hold.id} className="card held-one">
          <div>
            <b>{t('customer.my.keptHome', { number: hold.unit?.unit_number ?? hold.unit_id, name: hold.project?.project_name ?? '' })}</b>
            <Text size="sm" c="dimmed">
              {hold.unit && <>{unitTypeName(hold.unit.unit_type)} · <Cash of={hold.unit.price} currency={currency} /> · </>}
              <time dateTime={hold.expires_at} title={formatMoment(hold.expires_at, locale)}>{t('customer.my.keptUntil', { when: formatRelative(hold.expires_at, locale), at: formatMoment(hold.expires_at, locale) })}</time>
            </Text>
          </div>
          <div className="held-acts">
            {hold.project && <Button component={Link} to={`/developments/${hold.project.id}?unit=${hold.unit_id}&do=book`}>{t('customer.unit.book')}</Button>}
            <GiveUp hold={hold} />
          </div>
        </div>
      ))}
    </section>
  )
}
