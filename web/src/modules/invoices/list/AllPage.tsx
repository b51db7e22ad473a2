// Every invoice, with whatever narrows them in the address.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useMe } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { BulkAction, Filter } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { DECIDE, type Invoice, nameOf, options, stageName, STAGES, statusName, STATUSES, VIEW } from '../invoices'
import { invoiceFilter, invoicesQuery, type Search, useFresh } from '../queries'
import { columnsOf } from './columns'
import { approveReady, askReason, many } from './decide'
import { ask, exportsOf, FORMATS } from './exports'
import '../words'
import '../invoices.css'

export function AllPage() {
  const { t } = useTranslation('invoices')
  return <Guarded permission={VIEW}><Page title={t('nav.all')} hint={t('all.hint')}><List /></Page></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('invoices')
  const me = useMe()
  const can = useCan()
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const [, onSearch] = useListSearch()
  const search = raw as Search
  const list = useQuery(invoicesQuery(search, invoiceFilter(search, me.id)))
  useFresh('invoices.', ['/api/invoices'])
  const columns = useMemo(() => columnsOf(t, true), [t, i18n.language])
  return (
    <DataTable<Invoice>
      name="invoices-all" label={t('nav.all')} columns={columns} rows={list.data?.items} total={list.data?.total ?? 0}
      rowId={(row) => String(row.id)} rowName={nameOf} rowLink={(row) => `/invoices/${row.id}`}
      search={search} onSearch={onSearch} searchable filters={useFilters()} bulk={useBulk()} exports={can(DECIDE) ? exportsOf({}) : []}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('all.empty')}>{t('all.emptyHint')}</Empty>}
    />
  )
}

function useFilters(): Filter[] {
  const { t } = useTranslation('invoices')
  const yesNo = [{ value: 'yes', label: t('filter.flagged') }, { value: 'no', label: t('filter.unflagged') }]
  return [
    { name: 'status', label: t('field.status'), kind: 'select', options: options(STATUSES, statusName) },
    { name: 'flagged', label: t('field.flags'), kind: 'select', options: yesNo },
    { name: 'assigned', label: t('field.assigned'), kind: 'select', options: [{ value: 'me', label: t('filter.mine') }] },
    { name: 'stage', label: t('field.stage'), kind: 'select', options: options(STAGES, stageName), apart: true },
    { name: 'from', label: t('filter.from'), kind: 'date' },
    { name: 'until', label: t('filter.until'), kind: 'date' },
    { name: 'due', label: t('filter.due'), kind: 'date' },
    { name: 'min', label: t('filter.min'), kind: 'text' },
    { name: 'max', label: t('filter.max'), kind: 'text' },
    { name: 'batch', label: t('filter.batch'), kind: 'text' },
    { name: 'vendor', label: t('filter.vendor'), kind: 'text' },
  ]
}

/** What can be done with marked ones; the same in a batch. */
export function useBulk(): BulkAction<Invoice>[] {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const navigate = useNavigate()
  const ids = (rows: readonly Invoice[]) => rows.map((row) => row.id)
  if (!can(DECIDE)) return []
  return [
    { label: t('decide.approveReady'), run: (rows) => approveReady(rows) },
    { label: t('decide.reject'), run: (rows) => askReason(t('decide.rejectMany', { count: rows.length }), (reason) => many(rows, 'reject', reason)) },
    ...FORMATS.map((format) => ({ label: t(`exports.${format}`), run: (rows: readonly Invoice[]) => ask({ invoice_ids: ids(rows) }, format) })),
    { label: t('decide.reviewFirst'), run: async (rows) => { const [first] = rows; if (first) await navigate({ to: `/invoices/${first.id}`, search: true as never }) } },
  ]
}
