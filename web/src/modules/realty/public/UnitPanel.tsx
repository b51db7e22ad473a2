// A home beside the matrix: what it is, what it costs and when, and how to make it one's own.
import { Anchor, Button, Group, List, NativeSelect, Text, Title } from '@mantine/core'
import '@mantine/core/styles/List.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { formatMoment } from '@/kernel/dates'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, undoable } from '@/kernel/toast'
import { bookingsQuery, type Hold, holdsQuery, unitQuery, useVisitor } from '../customer/customer'
import { UnitBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { type Booking, type Development, facingName, options, PAYMENT_PLANS, planName, type Unit, unitTypeName } from '../realty'
import { BookForm } from './BookForm'
import { NeedsAccount } from './NeedsAccount'
import { said } from './Overview'
import { Plan } from './Plans'
import { SchedulePreview } from './SchedulePreview'
import './public.css'

interface UnitPanelProps {
  id: number
  development: Development
  /** Whether the booking is being filled in. */
  booking: boolean
  onSearch: (change: Record<string, unknown>) => void
  onClose: () => void
}

export function UnitPanel({ id, development, booking, onSearch, onClose }: UnitPanelProps) {
  const { t } = useTranslation('realty')
  const unit = useQuery(unitQuery(id))
  const { me, buys } = useVisitor()
  const bookings = useQuery({ ...bookingsQuery(me?.id ?? 0), enabled: buys })
  const holds = useQuery({ ...holdsQuery, enabled: buys })
  const { data } = unit
  const own = bookings.data?.find((each) => each.unit_id === id && each.booking_status !== 'cancelled')
  const hold = holds.data?.find((each) => each.unit_id === id && each.is_open)
  return (
    <SidePanel
      title={data ? t('customer.unit.title', { number: data.unit_number }) : t('customer.unit.loading')} page={development.project_name} onClose={onClose}
      subtitle={data && <Group gap="md" mt={4}><UnitBadge status={data.status} /><Text size="sm" fw={600}><Cash of={data.price} currency={development.currency} /></Text></Group>}
    >
      {unit.error && !data ? <Failed error={unit.error} retry={() => void unit.refetch()} /> : !data ? <Lines count={8} />
        : data.project_id !== development.id ? <Text size="sm">{t('customer.unit.elsewhere')} <Anchor component={Link} inherit to={`/developments/${data.project_id}`} search={{ unit: String(id) } as never}>{t('customer.unit.there')}</Anchor></Text>
        : booking && (data.status === 'available' || hold) ? <NeedsAccount><BookForm unit={data} development={development} onCancel={() => onSearch({ do: undefined })} /></NeedsAccount>
          : <Shown unit={data} development={development} own={own} hold={hold} onSearch={onSearch} />}
    </SidePanel>
  )
}

interface ShownProps {
  unit: Unit
  development: Development
  own: Booking | undefined
  hold: Hold | undefined
  onSearch: (change: Record<string, unknown>) => void
}

function Shown({ unit, development, own, hold, onSearch }: ShownProps) {
  const { t } = useTranslation('realty')
  const [plan, setPlan] = useState<Booking['payment_plan']>('installments')
  const free = unit.status === 'available' || hold !== undefined
  return (
    <>
      {own ? <Own booking={own} /> : hold ? <Held hold={hold} onBook={() => onSearch({ do: 'book' })} /> : free ? <Take unit={unit} onBook={() => onSearch({ do: 'book' })} />
        : <Text size="sm" className="unit-note">{t(`customer.unit.is.${unit.status}`)}</Text>}
      <Facts unit={unit} />
      {(unit.features ?? []).length > 0 && (
        <>
          <Title order={3} mb={4}>{t('customer.unit.features')}</Title>
          <List size="sm" mb="lg">{(unit.features ?? []).map((each) => <List.Item key={each}>{said(each)}</List.Item>)}</List>
        </>
      )}
      {unit.floor_plan_url && <div className="unit-plan"><Plan address={unit.floor_plan_url} name={t('customer.unit.plan')} /></div>}
      {!own && free && (
        <section aria-label={t('customer.unit.costs')}>
          <Group justify="space-between" align="flex-end" mb="xs">
            <Title order={3}>{t('customer.unit.costs')}</Title>
            <NativeSelect size="xs" aria-label={t('customer.book.plan')} value={plan} data={options(PAYMENT_PLANS, planName)} onChange={(event) => setPlan(PAYMENT_PLANS.find((each) => each === event.currentTarget.value) ?? 'installments')} />
          </Group>
          <SchedulePreview unit={unit.id} plan={plan} />
        </section>
      )}
      <Text size="sm" mt="lg">
        {t('customer.unit.unsure')}{' '}
        <Anchor component={Link} inherit to={`/developments/${development.id}`} search={{ do: 'visit' } as never}>{t('customer.dev.visit')}</Anchor>{' · '}
        <Anchor component={Link} inherit to={`/developments/${development.id}`} search={{ do: 'ask' } as never}>{t('customer.dev.ask')}</Anchor>
      </Text>
    </>
  )
}

function Facts({ unit }: { unit: Unit }) {
  const { t } = useTranslation('realty')
  const number = new Intl.NumberFormat(useLocale())
  return (
    <dl className="facts">
      <dt>{t('customer.homes.type')}</dt><dd>{unitTypeName(unit.unit_type)}</dd>
      <dt>{t('customer.homes.floor')}</dt><dd>{number.format(unit.floor_number)}</dd>
      <dt>{t('customer.homes.area')}</dt><dd>{t('matrix.sqft', { area: number.format(unit.area_sqft) })}</dd>
      {unit.facing && <><dt>{t('customer.homes.facing')}</dt><dd>{facingName(unit.facing)}</dd></>}
      <dt>{t('customer.unit.bathrooms')}</dt><dd>{unit.bathrooms}</dd>
      <dt>{t('customer.unit.balconies')}</dt><dd>{unit.balconies}</dd>
      <dt>{t('customer.unit.parking')}</dt><dd>{unit.parking_spaces}</dd>
    </dl>
  )
}

function Own({ booking }: { booking: Booking }) {
  const { t } = useTranslation('realty')
  return (
    <div className="unit-act">
      <Text size="sm">{t('customer.unit.own', { number: booking.booking_number })}</Text>
      <Button component={Link} to={`/my/home/${booking.id}`} fullWidth>{t('customer.unit.home')}</Button>
    </div>
  )
}

function Held({ hold, onBook }: { hold: Hold; onBook: () => void }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  return (
    <div className="unit-act">
      <Text size="sm">{t('customer.unit.held', { until: formatMoment(hold.expires_at, locale) })}</Text>
      <Group grow gap="xs"><Button onClick={onBook}>{t('customer.unit.book')}</Button><GiveUp hold={hold} /></Group>
    </div>
  )
}

/** Gives up what was kept: it is no harm to ask for it again. */
export function GiveUp({ hold }: { hold: Hold }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const run = async () => {
    try {
      await client.DELETE('/api/holds/{id}', { params: { path: { id: hold.id } } })
      await again(queries)
      undoable(t('customer.unit.given'), async () => {
        await client.POST('/api/units/{id}/hold', { params: { path: { id: hold.unit_id } }, body: {} })
        await again(queries)
      })
    } catch (error) {
      failed(error)
    }
  }
  return <Button variant="default" onClick={() => void run()}>{t('customer.unit.giveUp')}</Button>
}

function Take({ unit, onBook }: { unit: Unit; onBook: () => void }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const { buys, me } = useVisitor()
  const [busy, setBusy] = useState(false)
  const hold = async () => {
    setBusy(true)
    try {
      const { data } = await client.POST('/api/units/{id}/hold', { params: { path: { id: unit.id } }, body: {} })
      await again(queries)
      if (data) {
        undoable(t('customer.unit.kept', { number: unit.unit_number, until: formatMoment(data.expires_at, locale) }), async () => {
          await client.DELETE('/api/holds/{id}', { params: { path: { id: data.id } } })
          await again(queries)
        })
      }
    } catch (error) {
      failed(error)
      await again(queries)
    } finally {
      setBusy(false)
    }
  }
  if (me && !buys) return null
  return (
    <div className="unit-act">
      <Group grow gap="xs">
        <Button onClick={onBook}>{t('customer.unit.book')}</Button>
        {buys && <Button variant="default" loading={busy} onClick={() => void hold()}>{t('customer.unit.hold')}</Button>}
      </Group>
      <Text size="xs" c="dimmed">{t(buys ? 'customer.unit.holdHint' : 'customer.unit.signInHint')}</Text>
    </div>
  )
}

/** Whatever shows whether a home is free. */
export async function again(queries: ReturnType<typeof useQueryClient>): Promise<void> {
  await Promise.all((['/api/projects', '/api/units', '/api/customer', '/api/bookings'] as const).map((path) => refetch(queries, path)))
}
