// Default rates as they are typed, in percent, and as the server keeps them, in shares of one. Exact: no digit is lost.
import type { Answer, Body } from '@/kernel/api/types'
import { formatMoney, parseMoney } from '@/kernel/money'
import { type Rating, RATINGS } from '../credit'

export const RATES = '/api/v1/default-rates' as const
export type RateTable = Answer<typeof RATES>
export type RateLine = RateTable['rates'][number]
export type NewRate = Body<typeof RATES, 'put'>['rates'][number]

/** How many decimals of a percent are kept, and the most there can be. */
export const COLUMNS = {
  default_probability: { decimals: 4, most: 100 },
  recovery_rate: { decimals: 2, most: 100 },
  risk_weight: { decimals: 2, most: 1250 },
} as const
export type RateColumn = keyof typeof COLUMNS
export const RATE_COLUMNS = Object.keys(COLUMNS) as RateColumn[]

export type Typed = Partial<Record<RateColumn, string>>
export type Sheet = Partial<Record<Rating, Typed>>

/** Ten-thousandths of a percent; null where it is no such number. */
export function readPercent(text: string, column: RateColumn, locale: string): bigint | null {
  const value = parseMoney(text.replace(/%\s*$/, ''), locale)
  const { decimals, most } = COLUMNS[column]
  if (value === null || value < 0n || value > BigInt(most) * 10_000n) return null
  return value % 10n ** BigInt(4 - decimals) === 0n ? value : null
}

/** As the server wants it: 0.42 % is 0.0042. */
export function toShare(percent: bigint): number {
  return Number(percent) / 1_000_000
}

/** A share of one in ten-thousandths of a percent. */
export function toPercent(share: number): bigint {
  return BigInt(Math.round(share * 1_000_000))
}

/** What stands in the field at first. */
export function shown(share: number, locale: string): string {
  return formatMoney(toPercent(share), locale)
}

export interface Reading {
  lines: NewRate[]
  /** Where something was typed that cannot be read. */
  wrong: { rating: Rating; column: RateColumn }[]
}

/** The lines that differ from what holds. A notch that was not listed needs all three figures. */
export function readSheet(sheet: Sheet, held: readonly RateLine[], locale: string): Reading {
  const found: Reading = { lines: [], wrong: [] }
  for (const rating of RATINGS) {
    const typed = sheet[rating]
    if (!typed) continue
    const before = held.find((each) => each.credit_rating === rating)
    const values = RATE_COLUMNS.map((column) => {
      const text = typed[column]
      if (text === undefined) return before ? toPercent(before[column]) : null
      return readPercent(text, column, locale)
    })
    const missing = RATE_COLUMNS.filter((_, at) => values[at] === null)
    if (missing.length > 0) {
      found.wrong.push(...missing.map((column) => ({ rating, column })))
      continue
    }
    const same = before !== undefined && RATE_COLUMNS.every((column, at) => values[at] === toPercent(before[column]))
    if (same) continue
    const [pd, recovery, weight] = values.map((value) => toShare(value ?? 0n))
    found.lines.push({ credit_rating: rating, default_probability: pd ?? 0, recovery_rate: recovery ?? 0, risk_weight: weight ?? 0 })
  }
  return found
}

/** Each line with what the notch had before it, where the list holds that. Newest first. */
export function withBefore(lines: readonly RateLine[]): { line: RateLine; before: RateLine | null }[] {
  return lines.map((line, at) => ({ line, before: lines.slice(at + 1).find((each) => each.credit_rating === line.credit_rating) ?? null }))
}

/** For a file: shares of one, as the server has them. */
export function fileRows(table: RateTable): (string | number)[][] {
  return [['credit_rating', ...RATE_COLUMNS, 'valid_from'], ...table.rates.map((line) => [line.credit_rating, ...RATE_COLUMNS.map((column) => line[column]), line.valid_from])]
}
