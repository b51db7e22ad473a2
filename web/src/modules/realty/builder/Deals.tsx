// Bookings with how far they are and how they are paid: of one development, or of all.
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveCsv } from '@/kernel/download'
import { money, percent } from '@/kernel/money'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { Column, Filter } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { Ago, Day } from '@/kernel/Time'
import { BookingBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Meter } from '@/kernel/Meter'
import { BOOKING_STATUSES, bookingStatusName, options, planName } from '../realty'
import { BOOKINGS, type Deal, dealsQuery, developmentOptions, useCurrency, useOwn } from './desk'

export function Deals({ projectId }: { projectId?: number }) {
  const { t, i18n } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const currency = useCurrency()
  const own = useOwn().data
  const list = useQuery(dealsQuery(search, projectId))
  const columns = useMemo(() => columnsOf(t, projectId === undefined), [t, i18n.language, projectId])
  const filters: Filter[] = [
    { name: 'status', label: t('builder.field.status'), kind: 'select', options: options(BOOKING_STATUSES, bookingStatusName) },
    ...(projectId === undefined ? [{ name: 'project', label: t('builder.field.development'), kind: 'select' as const, options: developmentOptions(own) }] : []),
  ]
  return (
    <DataTable
      name="builder-bookings" label={t('nav.bookings')} columns={columns} rows={list.data?.bookings} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.booking_number}
      rowLink={(row) => `/builder/bookings/${row.id}`} search={search} onSearch={onSearch} searchable filters={filters}
      exports={[{ label: plain('table.csv'), run: async () => saveCsv('bookings', await csv(t, search, projectId, currency)) }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('builder.bookings.empty')}>{t('builder.bookings.emptyHint')}</Empty>}
    />
  )
}

export function paidPercent(deal: Pick<Deal, 'total_amount' | 'paid_amount'>): number {
  return percent(money(deal.paid_amount), money(deal.total_amount)) ?? 0
}

function columnsOf(t: TFunction<'realty'>, withProject: boolean): Column<Deal>[] {
  return [
    { id: 'number', header: t('builder.field.booking'), cell: (row) => <span className="two-lines">{row.booking_number}<small><Private>{row.customer.name}</Private></small></span> },
    { id: 'home', header: t('builder.field.unit'), cell: (row) => <span className="two-lines">{row.unit?.unit_number ?? '—'}{withProject && <small>{row.project.project_name}</small>}</span> },
    { id: 'status', header: t('builder.field.status'), cell: (row) => <BookingBadge status={row.booking_status} /> },
    { id: 'plan', header: t('builder.field.plan'), wide: true, optional: true, cell: (row) => planName(row.payment_plan) },
    { id: 'total', header: t('builder.field.price'), align: 'end', wide: true, cell: (row) => <Cash of={row.total_amount} /> },
    { id: 'paid', header: t('builder.field.paid'), wide: true, cell: (row) => <Meter label={t('builder.bookings.paidOf', { number: row.booking_number, percent: paidPercent(row) })} percent={paidPercent(row)} /> },
    { id: 'overdue', header: t('builder.field.overdue'), align: 'end', cell: (row) => (money(row.overdue_amount) > 0n ? <b style={{ color: 'var(--bad)' }}><Cash of={row.overdue_amount} /></b> : '—') },
    { id: 'next', header: t('builder.field.next'), wide: true, cell: (row) => <Next deal={row} /> },
    { id: 'made', header: t('builder.field.booked'), wide: true, optional: true, cell: (row) => <Ago at={row.booking_date} /> },
  ]
}

function Next({ deal }: { deal: Deal }) {
  const { next_due: next, booking_status } = deal
  if (!next || booking_status === 'cancelled') return <>—</>
  return <span className="two-lines"><Cash of={next.amount} /><small>{next.due_date ? <Day on={next.due_date} /> : next.title}</small></span>
}

const MANY = 100

/** All that the filters leave, not the page alone. */
async function csv(t: TFunction<'realty'>, search: Record<string, unknown>, projectId: number | undefined, currency: string): Promise<(string | number)[][]> {
  const rows: Deal[] = []
  const { queryKey } = dealsQuery(search, projectId)
  for (let page = 1; ; page++) {
    const { data } = await client.GET(BOOKINGS, { params: { query: { ...queryKey[2], page, limit: MANY } } })
    rows.push(...(data?.bookings ?? []))
    if (!data || rows.length >= data.total || data.bookings.length === 0) break
  }
  return [
    [t('builder.field.booking'), t('builder.field.customer'), t('builder.field.phone'), t('builder.field.development'), t('builder.field.unit'), t('builder.field.status'), `${t('builder.field.price')} ${currency}`, t('builder.field.paid'), t('builder.field.open'), t('builder.field.overdue')],
    ...rows.map((row) => [
      row.booking_number, row.customer.name, row.customer.phone, row.project.project_name, row.unit?.unit_number ?? '', bookingStatusName(row.booking_status),
      row.total_amount, row.paid_amount, row.pending_amount, row.overdue_amount,
    ]),
  ]
}
