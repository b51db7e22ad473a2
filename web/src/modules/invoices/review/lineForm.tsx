// A line is corrected in a form: its figures belong together.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { openDialog } from '@/kernel/dialogs'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { undoable } from '@/kernel/toast'
import type { Detail, Line } from '../invoices'
import { invoiceQuery, matching } from '../queries'

const t = i18next.getFixedT(null, 'invoices')

const FIELDS = ['description', 'hsn_code', 'quantity', 'unit', 'unit_price', 'gst_rate', 'taxable_value', 'gst_amount', 'total'] as const
type Name = (typeof FIELDS)[number]
const FIGURES: readonly Name[] = ['quantity', 'unit_price', 'gst_rate', 'taxable_value', 'gst_amount', 'total']

function label(name: Name): string {
  switch (name) {
    case 'description': return t('line.description')
    case 'hsn_code': return t('line.code')
    case 'quantity': return t('line.quantity')
    case 'unit': return t('line.unit')
    case 'unit_price': return t('line.price')
    case 'gst_rate': return t('tax.rate')
    case 'taxable_value': return t('line.net')
    case 'gst_amount': return t('field.tax')
    case 'total': return t('line.total')
  }
}

/** The line with what the form says; what was emptied does not stand there. */
export function lineWith(line: Line, draft: Draft): Line {
  const said = FIELDS.map((name) => [name, draft[name] === '' || draft[name] === undefined ? null : draft[name]] as const)
  return { ...line, ...Object.fromEntries(said), confidence: 1 } as Line
}

export function editLine(row: Detail, etag: string | null, at: number, queries: QueryClient): void {
  const lines = row.extracted_data?.lines ?? []
  const line = lines[at]
  if (!line) return
  const put = async (next: readonly Line[], tag: string | null) => {
    await client.PUT('/api/invoices/{id}', { params: { path: { id: row.id }, header: matching(tag) }, body: { extracted_data: { lines: next as unknown[] } } })
    await queries.invalidateQueries({ queryKey: invoiceQuery(row.id).queryKey })
  }
  const fields: Field[] = FIELDS.map((name) => ({ name, label: label(name), kind: FIGURES.includes(name) ? ('amount' as const) : ('text' as const) }))
  const shown = (name: Name): string => {
    const value = line[name]
    if (value === null || value === undefined) return ''
    return FIGURES.includes(name) ? formatMoney(money(value), locale()) : String(value)
  }
  void openDialog({
    title: t('review.editLine', { number: at + 1 }),
    content: (close) => (
      <RecordForm
        fields={fields} initial={Object.fromEntries(FIELDS.map((name) => [name, shown(name)]))} submitLabel={i18next.t('save')} onCancel={close}
        onSubmit={async (draft) => {
          await put(lines.map((each, index) => (index === at ? lineWith(each, draft) : each)), etag)
          close()
          undoable(t('review.lineCorrected', { number: at + 1 }), () => put(lines, null))
        }}
      />
    ),
  })
}
