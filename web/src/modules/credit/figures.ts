// How the figures of credit are written. Rates come as shares of one unless said otherwise.
import { type Money, money } from '@/kernel/money'

/** 0.0123 → 1.23 %. */
export function share(value: number | null | undefined, locale: string, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '—'
  return new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/** 5.5 → 5.50 %: a rate that is in percent already. */
export function rate(value: number | string | null | undefined, locale: string, digits = 2): string {
  if (value === null || value === undefined || value === '') return '—'
  return share(Number(value) / 100, locale, digits)
}

/** A plain number with so many decimals. */
export function decimal(value: number | string | null | undefined, locale: string, digits = 2): string {
  if (value === null || value === undefined || value === '' || !Number.isFinite(Number(value))) return '—'
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(Number(value))
}

/** How many, with the reader's own grouping. */
export function count(value: number | null | undefined, locale: string): string {
  return value === null || value === undefined ? '—' : new Intl.NumberFormat(locale).format(value)
}

/** The share of a part in a whole, exact to a hundredth of a percent; null where there is no whole. */
export function partOf(part: number | string | Money, whole: number | string | Money): number | null {
  const [one, all] = [exactly(part), exactly(whole)]
  if (all <= 0n) return null
  return Number((one * 100_000n + all / 2n) / all) / 100_000
}

/** An amount as it came over the wire; what was computed with more than four decimals is rounded to the cent. */
export function exactly(of: number | string | Money): Money {
  if (typeof of === 'bigint') return of
  return typeof of === 'number' && /\.\d{5,}$|e/.test(String(of)) ? money(of.toFixed(2)) : money(of)
}

/** Today by the reader's clock, as a day. */
export function today(now: Date = new Date()): string {
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-')
}

/** The last day of the month before, of the quarter before, of the year before. */
export function closings(now: Date = new Date()): { month: string; quarter: string; year: string } {
  const [year, month] = [now.getFullYear(), now.getMonth()]
  return { month: today(new Date(year, month, 0)), quarter: today(new Date(year, month - (month % 3), 0)), year: today(new Date(year, 0, 0)) }
}
