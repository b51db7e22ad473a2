// Lines are corrected, added and removed: the server takes the whole list, and Undo gives back the one before.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { openDialog } from '@/kernel/dialogs'
import type { Field, Values } from '@/kernel/form/field'
import { RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { failed, undoable } from '@/kernel/toast'
import type { Detail, Line } from '../invoices'
import { invoiceQuery, matching } from '../queries'
import { LineSums } from './LineSums'
import { completed, FIELDS, FIGURES, lineBelow, lineWith, type Name } from './lines'

const t = i18next.getFixedT(null, 'invoices')

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

/** What is typed so far, as far as it can be read. */
function typed(line: Line, values: Values): Line {
  const said = FIELDS.map((name) => {
    const text = String(values[name] ?? '').trim()
    const amount = FIGURES.includes(name) && text !== '' ? parseMoney(text, locale()) : null
    return [name, FIGURES.includes(name) ? (amount === null ? '' : wire(amount)) : text]
  })
  return lineWith(line, Object.fromEntries(said) as Record<string, string>)
}

/** The lines of an invoice, for whoever may correct them. */
export interface LineDeeds { add: (at?: number) => void; edit: (at: number) => void; remove: (at: number) => void }

export function lineDeeds(row: Detail, etag: string | null, queries: QueryClient): LineDeeds {
  const lines = row.extracted_data?.lines ?? []
  const put = async (next: readonly Line[], tag: string | null) => {
    await client.PUT('/api/invoices/{id}', { params: { path: { id: row.id }, header: matching(tag) }, body: { extracted_data: { lines: next as unknown[] } } })
    await queries.invalidateQueries({ queryKey: invoiceQuery(row.id).queryKey })
  }
  const back = () => put(lines, null)
  const ask = (title: string, line: Line, listed: (line: Line) => Line[], says: string, at: number, whole: (line: Line) => Line) => {
    const shown = (name: Name): string => {
      const value = line[name]
      if (value === null || value === undefined) return ''
      return FIGURES.includes(name) ? formatMoney(money(value), locale()) : String(value)
    }
    const fields: Field[] = FIELDS.map((name) => ({
      name, label: label(name), kind: FIGURES.includes(name) ? ('amount' as const) : ('text' as const),
      ...(name === 'total' ? { hint: (values: Values) => <LineSums lines={listed(whole(typed(line, values)))} read={row.extracted_data} /> } : {}),
    }))
    void openDialog({
      title,
      content: (close) => (
        <div className="line-form"><RecordForm
          fields={fields} initial={Object.fromEntries(FIELDS.map((name) => [name, shown(name)]))} submitLabel={i18next.t('save')} onCancel={close}
          onSubmit={async (draft) => {
            await put(listed(whole(lineWith(line, draft))), etag)
            close()
            undoable(says, back)
            focusLine(at)
          }}
        /></div>
      ),
    })
  }
  return {
    edit: (at) => {
      const line = lines[at]
      if (line) ask(t('review.editLine', { number: at + 1 }), line, (next) => lines.map((each, index) => (index === at ? next : each)), t('review.lineCorrected', { number: at + 1 }), at, (next) => next)
    },
    add: (at = lines.length) =>
      ask(t('review.addLineAt', { number: at + 1 }), lineBelow(lines[at - 1]), (next) => [...lines.slice(0, at), next, ...lines.slice(at)], t('review.lineAdded', { number: at + 1 }), at, (next) => completed(next, lines)),
    remove: (at) => {
      if (!lines[at]) return
      put(lines.filter((_, index) => index !== at), etag).then(() => {
        undoable(t('review.lineRemoved', { number: at + 1 }), back)
        focusLine(Math.min(at, lines.length - 2))
      }, failed)
    },
  }
}

/** The keyboard goes on where it was: at the line, or where one is added when none is left. */
function focusLine(at: number): void {
  window.setTimeout(() => (document.querySelector<HTMLElement>(`tr[data-line="${at}"]`) ?? document.querySelector<HTMLElement>('[data-add-line]'))?.focus(), 60)
}
