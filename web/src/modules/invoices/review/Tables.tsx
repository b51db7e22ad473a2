// Taxes by kind and rate, and the lines; a row shows where it stands on the page.
import { ActionIcon, Title, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconPencil } from '@/kernel/icons'
import { money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import type { Extracted, Line, Tax } from '../invoices'
import { Cash } from '../parts/Cash'
import { Confidence } from '../parts/badges'

interface Spot { page?: number | null; area?: readonly number[] | null }
interface TablesProps { read: Extracted | null | undefined; currency: string; onSpot: (key: string, spot: Spot) => void; onEdit?: ((at: number) => void) | undefined }

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

export function LineTable({ read, currency, onSpot, onEdit }: TablesProps) {
  const { t } = useTranslation('invoices')
  const rows: readonly Line[] = read?.lines ?? []
  return (
    <section aria-label={t('review.lines')}>
      <Title order={2} size="h3" mb="xs">{t('review.lines')} {rows.length > 0 && <span className="count">{rows.length}</span>}</Title>
      {rows.length === 0 ? <p className="nothing">{t('review.noLines')}</p> : (
        <div className="table-scroll lines" role="region" aria-label={t('review.lines')} tabIndex={0}>
          <table className="data-table">
            <thead>
              <tr>
                <th scope="col">{t('line.description')}</th><th scope="col">{t('line.code')}</th><th scope="col" data-end="end">{t('line.quantity')}</th><th scope="col" data-end="end">{t('line.price')}</th>
                <th scope="col" data-end="end">{t('tax.rate')}</th><th scope="col" data-end="end">{t('line.net')}</th><th scope="col" data-end="end">{t('field.tax')}</th><th scope="col" data-end="end">{t('line.total')}</th><th scope="col" data-end="end">{t('field.confidence')}</th>{onEdit && <th scope="col"><VisuallyHidden>{t('review.edit')}</VisuallyHidden></th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                <tr key={at} {...spotted(`line-${at}`, row, onSpot)}>
                  <td><Private>{row.description ?? '—'}</Private></td><td>{row.hsn_code ?? row.code ?? '—'}</td>
                  <td data-end="end"><Plain of={row.quantity} /> {row.unit ?? ''}</td><td data-end="end"><Cash of={row.unit_price} /></td>
                  <td data-end="end">{row.gst_rate === null || row.gst_rate === undefined ? '—' : <><Plain of={row.gst_rate} /> %</>}</td>
                  <td data-end="end"><Cash of={row.taxable_value} /></td><td data-end="end"><Cash of={row.gst_amount} /></td><td data-end="end"><Cash of={row.total} currency={currency} /></td><td data-end="end"><Confidence of={row.confidence} bare /></td>
                  {onEdit && <td><ActionIcon variant="subtle" color="gray" aria-label={t('review.editLine', { number: at + 1 })} onClick={() => onEdit(at)}><IconPencil size={16} /></ActionIcon></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
