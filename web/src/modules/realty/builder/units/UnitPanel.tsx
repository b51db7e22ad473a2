// One home: its price, who has it, and what may be done about it, each by one key.
import { Anchor, Button, Divider, Group, Kbd, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { formatMoment } from '@/kernel/dates'
import { RecordForm } from '@/kernel/form/RecordForm'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told, undoable } from '@/kernel/toast'
import { BookingBadge, UnitBadge } from '../../parts/badges'
import { Cash } from '@/kernel/Cash'
import { BOOKING_STATUSES, type Development, facingName, type MatrixUnit, type Unit, type UnitStatus, unitStatusName, unitTypeName } from '../../realty'
import { matching, matrixQuery, PROJECTS, unitQuery } from '../desk'
import { holdUnit } from './HoldForm'
import { unitChange, unitFields, unitValues } from './unitFields'

interface UnitPanelProps {
  id: number
  development: Development
  onClose: () => void
}

export function UnitPanel({ id, development, onClose }: UnitPanelProps) {
  const { t } = useTranslation('realty')
  const [, onSearch] = useListSearch()
  const { data, error, refetch: again } = useQuery(unitQuery(id))
  const matrix = useQuery(matrixQuery(development.id)).data
  const all = matrix?.floors.flatMap((floor) => floor.units) ?? []
  const at = all.findIndex((unit) => unit.id === id)
  const place = all[at]
  const go = (by: -1 | 1) => {
    const to = all[at + by]
    if (to) onSearch({ unit: to.id })
  }
  return (
    <SidePanel
      title={data?.row.unit_number ?? t('builder.field.unit')} page={development.project_name} onClose={onClose} onStep={go}
      subtitle={data && <Group gap="sm"><UnitBadge status={data.row.status} /><span>{unitTypeName(data.row.unit_type)}</span></Group>}
    >
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error ? <Lines count={8} /> : null}
      {data && <Body unit={data.row} etag={data.etag} place={place} currency={development.currency} close={onClose} />}
    </SidePanel>
  )
}

interface BodyProps {
  unit: Unit
  etag: string | null
  place: MatrixUnit | undefined
  currency: string
  close: () => void
}

interface Doing {
  key: string
  label: string
  run: () => void
  primary?: boolean
}

function Body({ unit, etag, place, currency, close }: BodyProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const params = { path: { id: unit.id } }
  const bond = place?.bond ?? null
  const settle = async () => {
    await refetch(queries, PROJECTS)
    await refetch(queries, '/api/units')
  }
  const set = async (status: UnitStatus) => {
    try {
      await client.PATCH('/api/units/{id}', { params, body: { status } })
      undoable(t('builder.unit.set', { number: unit.unit_number, status: unitStatusName(status) }), async () => {
        await client.PATCH('/api/units/{id}', { params, body: { status: unit.status } })
        await settle()
      })
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const release = async (hold: number) => {
    try {
      await client.DELETE('/api/holds/{id}', { params: { path: { id: hold } } })
      told(t('builder.hold.released', { number: unit.unit_number }))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const free = !bond
  const hold = bond?.hold_id ?? null
  const doings: Doing[] = [
    ...(free && unit.status === 'available' ? [{ key: 'h', label: t('builder.unit.hold'), primary: true, run: () => holdUnit(unit, queries) }] : []),
    ...(free && unit.status !== 'reserved' ? [{ key: 'r', label: t('builder.unit.keepBack'), run: () => void set('reserved') }] : []),
    ...(free && unit.status !== 'available' ? [{ key: 'o', label: t('builder.unit.offer'), primary: true, run: () => void set('available') }] : []),
    ...(free && unit.status !== 'sold' ? [{ key: 's', label: t('builder.unit.soldElsewhere'), run: () => void set('sold') }] : []),
    ...(hold !== null ? [{ key: 'f', label: t('builder.unit.release'), primary: true, run: () => void release(hold) }] : []),
    { key: 'e', label: plain('edit'), run: () => setEditing(true) },
  ]
  const group = t('builder.unit.keys')
  useShortcuts(doings.map(({ key, label, run }) => ({ key, label, group, run })))
  const remove = () => confirm({
    title: t('builder.unit.removeQuestion', { number: unit.unit_number }), text: t('builder.unit.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE('/api/units/{id}', { params, headers: matching(etag) })
        told(t('builder.unit.removed', { number: unit.unit_number }))
        close()
      } catch (error) {
        failed(error)
      }
      await settle()
    },
  })
  return (
    <>
      <Group gap="xs" mb="lg">
        {doings.map((each) => (
          <Button key={each.key} variant={each.primary ? 'filled' : 'default'} onClick={each.run} rightSection={<Kbd size="xs">{each.key}</Kbd>}>{each.label}</Button>
        ))}
      </Group>
      {bond && <Bond bond={bond} currency={currency} />}
      {editing ? (
        <RecordForm
          fields={unitFields()} initial={unitValues(unit)} submitLabel={plain('save')} onCancel={() => setEditing(false)} onReload={() => void settle()}
          onSubmit={async (draft, changed) => {
            const before = unitChange({ ...unitValues(unit) }, changed)
            await client.PATCH('/api/units/{id}', { params, body: unitChange(draft, changed), headers: matching(etag) })
            undoable(plain('form.saved'), async () => {
              await client.PATCH('/api/units/{id}', { params, body: before })
              await settle()
            })
            setEditing(false)
            await settle()
          }}
        />
      ) : <Facts unit={unit} currency={currency} />}
      <Divider my="lg" />
      <Button variant="outline" color="danger" onClick={remove}>{plain('remove')}</Button>
    </>
  )
}

function Bond({ bond, currency }: { bond: NonNullable<MatrixUnit['bond']>; currency: string }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const status = BOOKING_STATUSES.find((each) => each === bond.booking_status)
  return (
    <section className="card" style={{ marginBottom: 20 }} aria-label={bond.booking_id ? t('builder.unit.bookedBy') : t('builder.unit.heldFor')}>
      <Title order={3} mb="xs">{bond.booking_id ? t('builder.unit.bookedBy') : t('builder.unit.heldFor')}</Title>
      <dl className="facts" style={{ marginBottom: 0 }}>
        <dt>{t('builder.field.customer')}</dt>
        <dd><Anchor component={Link} inherit to={`/builder/customers/${bond.customer_id}`}><Private>{bond.customer_name}</Private></Anchor></dd>
        {bond.booking_id && <><dt>{t('builder.field.booking')}</dt><dd><Anchor component={Link} inherit to={`/builder/bookings/${bond.booking_id}`}>{t('builder.unit.openBooking')}</Anchor></dd></>}
        {status && <><dt>{t('builder.field.status')}</dt><dd><BookingBadge status={status} /></dd></>}
        {bond.total_amount !== null && <><dt>{t('builder.field.agreed')}</dt><dd><Cash of={bond.total_amount} currency={currency} /></dd></>}
        {bond.hold_until && <><dt>{t('builder.hold.until')}</dt><dd>{formatMoment(bond.hold_until, locale)}</dd></>}
      </dl>
    </section>
  )
}

function Facts({ unit, currency }: { unit: Unit; currency: string }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  return (
    <dl className="facts">
      <dt>{t('builder.field.price')}</dt><dd><b><Cash of={unit.price} currency={currency} /></b></dd>
      <dt>{t('builder.field.floor')}</dt><dd>{unit.floor_number}</dd>
      {unit.stack && <><dt>{t('builder.field.stack')}</dt><dd>{unit.stack}</dd></>}
      <dt>{t('builder.field.sqft')}</dt><dd className="figure">{new Intl.NumberFormat(locale).format(unit.area_sqft)}</dd>
      {unit.facing && <><dt>{t('builder.field.facing')}</dt><dd>{facingName(unit.facing)}</dd></>}
      <dt>{t('builder.field.bathrooms')}</dt><dd>{unit.bathrooms}</dd>
      <dt>{t('builder.field.balconies')}</dt><dd>{unit.balconies}</dd>
      <dt>{t('builder.field.parking')}</dt><dd>{unit.parking_spaces}</dd>
      {unit.features && unit.features.length > 0 && <><dt>{t('builder.field.features')}</dt><dd>{unit.features.join(', ')}</dd></>}
      <dt>{t('builder.field.changed')}</dt><dd><Ago at={unit.updated_at ?? unit.created_at} /></dd>
    </dl>
  )
}
