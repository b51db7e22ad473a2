// Whether the lines sum up to what the invoice says, in one small line.
import { useTranslation } from 'react-i18next'
import { formatMoney } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import type { Extracted, Line } from '../invoices'
import { sumsOf } from './lines'

export function LineSums({ lines, read }: { lines: readonly Line[]; read: Extracted | null | undefined }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const sums = sumsOf(lines, read?.fields)
  if (!sums) return null
  const words = { lines: formatMoney(sums.lines, locale), says: formatMoney(sums.says, locale) }
  const key = sums.between ? 'review.fitsBetween' : sums.fits ? (sums.of === 'net' ? 'review.netFits' : 'review.grossFits') : sums.of === 'net' ? 'review.netDiffers' : 'review.grossDiffers'
  return <p className="line-sums" data-fits={sums.fits} data-private aria-live="polite">{t(key, words)}</p>
}
