// Who sends invoices, the riskiest first.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { money, wire } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { Day } from '@/kernel/Time'
import { options, riskName, RISKS, type Vendor, VIEW } from '../invoices'
import { RiskBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { type Search, useFresh, vendorsQuery } from '../queries'
import '../words'
import '../invoices.css'

export function VendorsPage() {
  const { t } = useTranslation('invoices')
  return <Guarded permission={VIEW}><Page title={t('nav.vendors')} hint={t('vendors.hint')}><List /></Page></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const [, onSearch] = useListSearch()
  const list = useQuery(vendorsQuery(raw as Search))
  useFresh('invoices.', ['/api/vendors'])
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  const table = () => saveCsv('vendors', [
    [t('field.vendor'), t('vendors.taxId'), t('vendors.risk'), t('vendors.invoices'), t('batches.flagged'), t('field.total')],
    ...(list.data?.rows ?? []).map((row) => [row.name, row.gstin ?? row.tax_id ?? '', row.risk_score, row.total_invoices, row.flagged_count, wire(money(row.total_amount))]),
  ])
  return (
    <DataTable<Vendor>
      name="invoice-vendors" label={t('nav.vendors')} columns={columns} rows={list.data?.rows} total={list.data?.total ?? 0}
      rowId={(row) => String(row.id)} rowName={(row) => row.name} rowLink={(row) => `/invoices/vendors/${row.id}`} search={raw as Search} onSearch={onSearch} searchable
      filters={[
        { name: 'risk', label: t('vendors.risk'), kind: 'select', options: options(RISKS, riskName) },
        { name: 'blacklisted', label: t('vendors.blacklist'), kind: 'select', options: [{ value: 'yes', label: t('vendors.listed') }, { value: 'no', label: t('vendors.unlisted') }] },
        { name: 'order', label: t('vendors.order'), kind: 'select', options: [{ value: 'risk_score', label: t('vendors.risk') }, { value: 'flagged_count', label: t('batches.flagged') }, { value: 'total_amount', label: t('field.total') }] },
      ]}
      exports={[{ label: plain('table.csv'), run: async () => table() }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('vendors.empty')}>{t('vendors.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'invoices'>): Column<Vendor>[] {
  return [
    { id: 'name', header: t('field.vendor'), cell: (row) => <span className="two-lines"><Private>{row.name}</Private><small><Private>{row.gstin ?? row.tax_id ?? ''}</Private></small></span> },
    { id: 'risk', header: t('vendors.risk'), cell: (row) => <RiskBadge risk={row.risk_category} score={row.risk_score} /> },
    { id: 'black', header: t('vendors.blacklist'), wide: true, cell: (row) => (row.is_blacklisted ? <Status tone="bad">{t('vendors.listed')}</Status> : '—') },
    { id: 'count', header: t('vendors.invoices'), align: 'end', cell: (row) => row.total_invoices },
    { id: 'flagged', header: t('batches.flagged'), align: 'end', cell: (row) => row.flagged_count },
    { id: 'approved', header: t('status.approved'), align: 'end', wide: true, cell: (row) => row.approved_count },
    { id: 'rejected', header: t('status.rejected'), align: 'end', wide: true, cell: (row) => row.rejected_count },
    { id: 'total', header: t('field.total'), align: 'end', wide: true, cell: (row) => <Cash of={row.total_amount} /> },
    { id: 'last', header: t('vendors.last'), wide: true, cell: (row) => <Day on={row.last_invoice_date} /> },
  ]
}
