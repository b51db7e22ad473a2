// One's own developments: how they stand, how many homes are still on offer, and what they cost.
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { Day } from '@/kernel/Time'
import { DevelopmentBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Meter } from '@/kernel/Meter'
import { type Development, DEVELOPMENT_STATUSES, DEVELOPMENT_TYPES, developmentStatusName, developmentTypeName, options } from '../realty'
import { BUILD, developmentsQuery, ORDERS, profileQuery } from './desk'
import { NeedsProfile } from './NeedsProfile'

export function DevelopmentsPage() {
  return <Guarded permission={BUILD}><NeedsProfile><List /></NeedsProfile></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const [search, onSearch] = useListSearch()
  const profile = useQuery(profileQuery)
  const list = useQuery(developmentsQuery(profile.data?.builder?.id, search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  useShortcuts([{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: '/builder/developments/new', search: true }) }])
  const add = <Button component={Link} to="/builder/developments/new" search={true as never} leftSection={<IconPlus />}>{t('builder.developments.add')}</Button>
  const order = (
    <NativeSelect
      aria-label={t('builder.field.order')} value={ORDERS.find((each) => each === search.order) ?? 'newest'} data={options(ORDERS, (each) => t(`builder.order.${each}`))}
      onChange={(event) => onSearch({ order: event.currentTarget.value === 'newest' ? undefined : event.currentTarget.value, page: undefined })}
    />
  )
  return (
    <ListPage
      name="builder-developments" path="/builder/developments" title={t('nav.developments')} actions={<>{order}{add}</>} columns={columns}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.project_name} searchable
      filters={[
        { name: 'status', label: t('builder.field.status'), kind: 'select', options: options(DEVELOPMENT_STATUSES, developmentStatusName) },
        { name: 'type', label: t('builder.field.kind'), kind: 'select', options: options(DEVELOPMENT_TYPES, developmentTypeName) },
      ]}
      exports={[{ label: plain('table.csv'), run: async () => saveCsv('developments', csv(t, list.data?.rows ?? [])) }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('builder.developments.empty')} action={add}>{t('builder.developments.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'realty'>): Column<Development>[] {
  return [
    { id: 'name', header: t('builder.field.development'), cell: (row) => <span className="two-lines">{row.project_name}<small>{row.location_city}</small></span> },
    { id: 'status', header: t('builder.field.status'), cell: (row) => <DevelopmentBadge status={row.status} /> },
    { id: 'kind', header: t('builder.field.kind'), optional: true, wide: true, cell: (row) => developmentTypeName(row.project_type) },
    { id: 'homes', header: t('builder.field.taken'), wide: true, cell: (row) => <Taken of={row} /> },
    { id: 'from', header: t('builder.field.priceFrom'), align: 'end', wide: true, cell: (row) => <Cash of={row.price_range_min} /> },
    { id: 'to', header: t('builder.field.priceTo'), align: 'end', wide: true, cell: (row) => <Cash of={row.price_range_max} /> },
    { id: 'completion', header: t('builder.field.completion'), wide: true, cell: (row) => <Day on={row.actual_completion_date ?? row.expected_completion_date} /> },
  ]
}

/** How many of the homes are no longer on offer. */
export function Taken({ of }: { of: Pick<Development, 'project_name' | 'total_units' | 'available_units'> }) {
  const { t } = useTranslation('realty')
  const taken = of.total_units - of.available_units
  const percent = of.total_units === 0 ? 0 : Math.round((taken / of.total_units) * 100)
  return <Meter label={t('builder.takenOf', { name: of.project_name, percent })} percent={percent}><span className="figure">{taken} / {of.total_units}</span></Meter>
}

function csv(t: TFunction<'realty'>, rows: readonly Development[]): (string | number)[][] {
  return [
    [t('builder.field.development'), t('builder.field.city'), t('builder.field.status'), t('builder.field.totalUnits'), t('builder.field.available'), t('builder.field.priceFrom'), t('builder.field.priceTo')],
    ...rows.map((row) => [row.project_name, row.location_city, developmentStatusName(row.status), row.total_units, row.available_units, row.price_range_min ?? '', row.price_range_max ?? '']),
  ]
}
