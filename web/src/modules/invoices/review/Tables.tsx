// Taxes by kind and rate, and the lines; a row shows where it stands on the page.
import { ActionIcon, Button, Title, VisuallyHidden } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconClose, IconPencil, IconPlus } from '@/kernel/icons'
import { money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import type { Extracted, Line, Tax } from '../invoices'
import { Cash } from '@/kernel/Cash'
import { Confidence } from '../parts/badges'
import type { LineDeeds } from './lineForm'
import { LineSums } from './LineSums'

interface Spot { page?: number | null; area?: readonly number[] | null }
interface TablesProps { read: Extracted | null | undefined; currency: string; onSpot: (key: string, spot: Spot) => void }

/** A quantity or a rate: with as many places as it has. */
function Plain({ of }: { of: number | string | null | undefined }) {
  const locale = useLocale()
  if (of === null || of === undefined) return <>—</>
  return <span className="figure">{new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(wire(money(of)) as Intl.StringNumericLiteral)}</span>
}

const spotted = (key: string, spot: Spot, onSpot: TablesProps['onSpot']) => ({
  tabIndex: 0, onFocus: () => onSpot(key, spot), onClick: () => onSpot(key, spot), 'data-link': spot.area ? true : undefined,
})

export function Taxes({ read, currency, onSpot }: TablesProps) {
  const { t } = useTranslation('invoices')
  const rows: readonly Tax[] = read?.taxes ?? []
  if (rows.length === 0) return null
  return (
    <section aria-label={t('review.taxes')}>
      <Title order={2} size="h3" mb="xs">{t('review.taxes')}</Title>
      <div className="table-scroll" role="region" aria-label={t('review.taxes')} tabIndex={0}>
        <table className="data-table">
          <thead><tr><th scope="col">{t('tax.kind')}</th><th scope="col" data-end="end">{t('tax.rate')}</th><th scope="col" data-end="end">{t('tax.base')}</th><th scope="col" data-end="end">{t('field.tax')}</th></tr></thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at} {...spotted(`tax-${at}`, row, onSpot)}>
                <td>{(row.kind ?? '').toUpperCase()}</td><td data-end="end">{row.rate === null || row.rate === undefined ? '—' : <><Plain of={row.rate} /> %</>}</td><td data-end="end"><Cash of={row.base} /></td><td data-end="end"><Cash of={row.amount} currency={currency} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface LineColumn { name: string; end?: 'end'; has: (row: Line) => boolean; cell: (row: Line) => ReactNode }

const there = (value: unknown) => value !== null && value !== undefined && value !== ''

/** What lines may say; a column that none of them fills takes no room. */
function lineColumns(t: TFunction<'invoices'>, currency: string): LineColumn[] {
  return [
    { name: t('line.code'), has: (row) => there(row.hsn_code ?? row.code), cell: (row) => row.hsn_code ?? row.code ?? '—' },
    { name: t('line.quantity'), end: 'end', has: (row) => there(row.quantity), cell: (row) => <><Plain of={row.quantity} /> {row.unit ?? ''}</> },
    { name: t('line.price'), end: 'end', has: (row) => there(row.unit_price), cell: (row) => <Cash of={row.unit_price} /> },
    { name: t('tax.rate'), end: 'end', has: (row) => there(row.gst_rate), cell: (row) => (there(row.gst_rate) ? <><Plain of={row.gst_rate} /> %</> : '—') },
    { name: t('line.net'), end: 'end', has: (row) => there(row.taxable_value), cell: (row) => <Cash of={row.taxable_value} /> },
    { name: t('field.tax'), end: 'end', has: (row) => there(row.gst_amount), cell: (row) => <Cash of={row.gst_amount} /> },
    { name: t('line.total'), end: 'end', has: (row) => there(row.total), cell: (row) => <Cash of={row.total} currency={currency} /> },
    { name: t('field.confidence'), end: 'end', has: () => true, cell: (row) => <Confidence of={row.confidence} bare /> },
  ]
}

/** On a line: Enter corrects it, Delete takes it out, Insert puts one below; the arrows go to the next. */
function keysOf(at: number, deeds: LineDeeds | undefined) {
  return (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const to = event.key === 'ArrowDown' ? event.currentTarget.nextElementSibling : event.key === 'ArrowUp' ? event.currentTarget.previousElementSibling : null
    const run = to instanceof HTMLElement ? () => to.focus() : event.key === 'Enter' ? () => deeds?.edit(at) : event.key === 'Delete' || event.key === 'Backspace' ? () => deeds?.remove(at) : event.key === 'Insert' ? () => deeds?.add(at + 1) : null
    if (!run && !event.key.startsWith('Arrow')) return
    event.preventDefault()
    run?.()
  }
}

export function LineTable({ read, currency, onSpot, deeds }: TablesProps & { deeds?: LineDeeds | undefined }) {
  const { t } = useTranslation('invoices')
  const rows: readonly Line[] = read?.lines ?? []
  const columns = lineColumns(t, currency).filter((each) => rows.some(each.has))
  return (
    <section aria-label={t('review.lines')}>
      <Title order={2} size="h3" mb="xs">{t('review.lines')} {rows.length > 0 && <span className="count">{rows.length}</span>}</Title>
      {rows.length === 0 ? <p className="nothing">{t('review.noLines')}</p> : (
        <div className="table-scroll lines" role="region" aria-label={t('review.lines')} tabIndex={0}>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t('line.description')}</th>
                {columns.map((each) => <th key={each.name} scope="col" data-end={each.end}>{each.name}</th>)}
                {deeds && <th scope="col" className="line-deeds"><VisuallyHidden>{t('review.edit')}</VisuallyHidden></th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at} data-line={at} {...spotted(`line-${at}`, row, onSpot)} onKeyDown={keysOf(at, deeds)}>
                  <td><Private>{row.description ?? '—'}</Private></td>
                  {columns.map((each) => <td key={each.name} data-end={each.end}>{each.cell(row)}</td>)}
                  {deeds && (
                    <td className="line-deeds">
                      <ActionIcon variant="subtle" color="gray" aria-label={t('review.editLine', { number: at + 1 })} title={t('review.editLine', { number: at + 1 })} onClick={() => deeds.edit(at)}><IconPencil size={16} /></ActionIcon>
                      <ActionIcon variant="subtle" color="gray" aria-label={t('review.removeLine', { number: at + 1 })} title={t('review.removeLine', { number: at + 1 })} onClick={() => deeds.remove(at)}><IconClose size={16} /></ActionIcon>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <LineSums lines={rows} read={read} />
      {deeds && (
        <div className="line-foot no-print">
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} data-add-line onClick={() => deeds.add()}>{t('review.addLine')}</Button>
          {rows.length > 0 && <span className="small-facts key-hint">{t('review.lineKeys')}</span>}
        </div>
      )}
    </section>
  )
}
