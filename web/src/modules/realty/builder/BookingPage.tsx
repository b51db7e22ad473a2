// One booking: who, which home, how far it is, what is paid, its papers and its changes.
import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago, Day } from '@/kernel/Time'
import { BookingBadge, ChangeBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Meter } from '@/kernel/Meter'
import { type Booking, changeTypeName, planName, unitTypeName } from '../realty'
import { BookingActions } from './money/BookingActions'
import { BookingWay } from './money/BookingWay'
import { Money } from './money/Money'
import { bookingQuery, BUILD, changesQuery, type Deal, dealQuery, useCurrency } from './desk'
import { paidPercent } from './Deals'

export function BookingPage({ id }: { id: number }) {
  return <Guarded permission={BUILD}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const { data, error, refetch: again } = useQuery(bookingQuery(id))
  const deal = useQuery(dealQuery(data?.row.booking_number)).data ?? null
  if (!data) {
    return <Page title={t('builder.field.booking')}>{error ? <Failed error={error} retry={() => void again()} /> : <Lines count={9} />}</Page>
  }
  const { row } = data
  return (
    <Page
      title={`${row.booking_number} · ${row.unit?.unit_number ?? ''}`}
      actions={<Button component={Link} to="/builder/bookings" variant="default">{plain('back')}</Button>}
    >
      <Group gap="md" mt={-12} mb="lg" fz="sm">
        <BookingBadge status={row.booking_status} />
        <Text size="sm" c="dimmed">{deal && <><Private>{deal.customer.name}</Private> · </>}{row.project.project_name}</Text>
      </Group>
      <BookingWay booking={row} />
      <BookingActions booking={row} etag={data.etag} />
      <div className="record">
        <div><Money booking={row} /></div>
        <div>
          <Facts booking={row} deal={deal} />
          <Changes bookingId={id} />
        </div>
      </div>
    </Page>
  )
}

function Facts({ booking, deal }: { booking: Booking; deal: Deal | null }) {
  const { t } = useTranslation('realty')
  const currency = useCurrency()
  const { unit } = booking
  return (
    <section className="card" aria-label={t('builder.bookings.facts')}>
      <dl className="facts" style={{ marginBottom: 0 }}>
        {deal && (
          <>
            <dt>{t('builder.field.customer')}</dt>
            <dd>
              <Anchor component={Link} inherit to={`/builder/customers/${deal.customer.id}`}><Private>{deal.customer.name}</Private></Anchor><br />
              <Private>{deal.customer.phone}</Private>{deal.customer.email && <><br /><Anchor href={`mailto:${deal.customer.email}`} inherit><Private>{deal.customer.email}</Private></Anchor></>}<br />
              <Anchor component={Link} inherit to={`/builder/messages?with=${deal.customer.user_id}&project=${booking.project.id}`}>{t('builder.bookings.write')}</Anchor>
            </dd>
          </>
        )}
        <dt>{t('builder.field.unit')}</dt>
        <dd>
          <Anchor component={Link} inherit underline="always" to={`/builder/developments/${booking.project.id}?tab=units&unit=${booking.unit_id}`}>{unit?.unit_number ?? booking.unit_id}</Anchor>
          {unit && <>, {unitTypeName(unit.unit_type)}, {t('matrix.floor', { floor: unit.floor_number })}</>}
        </dd>
        <dt>{t('builder.field.development')}</dt><dd><Anchor component={Link} inherit to={`/builder/developments/${booking.project.id}`}>{booking.project.project_name}</Anchor></dd>
        <dt>{t('builder.field.price')}</dt><dd><b><Cash of={booking.total_amount} currency={currency} /></b></dd>
        {deal && <><dt>{t('builder.field.paid')}</dt><dd><Meter label={t('builder.bookings.paidOf', { number: booking.booking_number, percent: paidPercent(deal) })} percent={paidPercent(deal)} /></dd></>}
        <dt>{t('builder.field.plan')}</dt><dd>{planName(booking.payment_plan)}</dd>
        {booking.token_amount !== null && <><dt>{t('paymentType.token')}</dt><dd><Cash of={booking.token_amount} currency={currency} /></dd></>}
        {booking.loan_amount !== null && <><dt>{t('builder.field.loan')}</dt><dd><Cash of={booking.loan_amount} currency={currency} /> · {booking.loan_approved ? t('builder.bookings.loanApproved') : t('builder.bookings.loanOpen')}</dd></>}
        <dt>{t('builder.field.booked')}</dt><dd><Ago at={booking.booking_date} /></dd>
        <dt>{t('builder.field.registration')}</dt><dd><Day on={booking.actual_registration_date ?? booking.expected_registration_date} />{!booking.actual_registration_date && booking.expected_registration_date ? ` (${t('builder.bookings.expected')})` : ''}</dd>
        {booking.special_requests && <><dt>{t('builder.field.wishes')}</dt><dd className="told"><Private>{booking.special_requests}</Private></dd></>}
        {booking.cancelled_at && <><dt>{t('builder.field.cancelled')}</dt><dd><Ago at={booking.cancelled_at} />{booking.cancel_reason ? `: ${booking.cancel_reason}` : ''}</dd></>}
      </dl>
    </section>
  )
}

function Changes({ bookingId }: { bookingId: number }) {
  const { t } = useTranslation('realty')
  const { data } = useQuery(changesQuery({ show: 'every', booking: bookingId }))
  if (!data || data.rows.length === 0) return null
  return (
    <section className="card" style={{ marginTop: 16 }} aria-label={t('nav.changes')}>
      <Title order={2} size="h3" mb="xs">{t('nav.changes')}</Title>
      <ul className="feed">
        {data.rows.map((each) => (
          <li key={each.id}>
            <Anchor component={Link} inherit to={`/builder/changes/${each.id}?show=every`}>{each.request_title}</Anchor>
            <div className="small-facts"><ChangeBadge status={each.status} /><span>{changeTypeName(each.request_type)}</span>{each.estimated_cost !== null && <Cash of={each.estimated_cost} />}</div>
          </li>
        ))}
      </ul>
    </section>
  )
}
