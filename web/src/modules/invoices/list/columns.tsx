// The columns of invoices, the same in a batch, in all and at a vendor.
import type { TFunction } from 'i18next'
import { Private } from '@/kernel/Private'
import type { Column } from '@/kernel/table/column'
import { Ago, Day } from '@/kernel/Time'
import { type Invoice, nameOf, stageName } from '../invoices'
import { Confidence, Flags, StatusBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'

type T = TFunction<'invoices'>

export function columnsOf(t: T, sorted: boolean): Column<Invoice>[] {
  const sort = (key: string) => (sorted ? { sort: key } : {})
  return [
    { id: 'number', header: t('field.number'), cell: (row) => <span className="two-lines"><Private>{nameOf(row)}</Private>{row.invoice_number && <small className="file-name"><Private>{row.filename}</Private></small>}</span> },
    { id: 'vendor', header: t('field.vendor'), cell: (row) => (row.vendor_name ? <Private>{row.vendor_name}</Private> : '—') },
    { id: 'date', header: t('field.date'), ...sort('invoice_date'), cell: (row) => <Day on={row.invoice_date} /> },
    { id: 'due', header: t('field.due'), wide: true, optional: true, ...sort('due_date'), cell: (row) => <Day on={row.due_date} /> },
    { id: 'total', header: t('field.total'), align: 'end', ...sort('total_amount'), cell: (row) => <Cash of={row.total_amount} currency={row.currency} /> },
    { id: 'tax', header: t('field.tax'), align: 'end', optional: true, wide: true, cell: (row) => <Cash of={row.tax_amount} /> },
    { id: 'status', header: t('field.status'), cell: (row) => <span className="two-lines"><StatusBadge status={row.status} />{row.is_flagged && row.status === 'completed' && <small className="flag-word">{t('flagged')}</small>}</span> },
    { id: 'confidence', header: t('field.confidence'), align: 'end', cell: (row) => <Confidence of={row.confidence_score} bare /> },
    { id: 'flags', header: t('field.flags'), wide: true, cell: (row) => <Flags of={row} /> },
    { id: 'stage', header: t('field.stage'), wide: true, optional: true, cell: (row) => stageName(row.current_stage) },
    { id: 'batch', header: t('field.batch'), wide: true, optional: true, cell: (row) => row.batch_number },
    { id: 'came', header: t('field.came'), wide: true, optional: true, ...sort('created_at'), cell: (row) => <Ago at={row.created_at} /> },
  ]
}
