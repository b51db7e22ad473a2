// The arithmetic that the pages add to the server's figures. Pure.
import { formatMonth } from '@/kernel/dates'
import { money, parseMoney, wire } from '@/kernel/money'

interface Shared {
  share: number
}

/** The share of the statuses from the watch list on; the statuses come best first. */
export function atRisk(statuses: readonly Shared[]): number {
  return statuses.slice(1).reduce((sum, each) => sum + each.share, 0)
}

/** The share of a line that does not perform as agreed. */
export function weak(line: Shared & { statuses: readonly Shared[] }): number {
  return line.share > 0 ? atRisk(line.statuses) / line.share : 0
}

/** `2027-Q3` → `Q3 2027` */
export function quarterName(key: string | null | undefined): string {
  const parts = /^(\d{4})-Q([1-4])$/.exec(key ?? '')
  return parts ? `Q${parts[2]} ${parts[1]}` : key ?? '—'
}

interface Quarter {
  key?: string | null
  year: number
  quarter: number
  exposure: number | string
  cumulative_share: number
  filter?: unknown
}

/** More quarters than this are not filled in: forty years. */
const MOST_QUARTERS = 160

/** The quarters with those between them in which nothing falls due. */
export function everyQuarter(quarters: readonly Quarter[]): Quarter[] {
  const [first, last] = [quarters[0], quarters.at(-1)]
  if (!first || !last) return []
  const number = ({ year, quarter }: Quarter) => year * 4 + quarter - 1
  const span = number(last) - number(first) + 1
  if (span > MOST_QUARTERS) return [...quarters]
  const known = new Map(quarters.map((each) => [number(each), each]))
  let reached = 0
  return Array.from({ length: span }, (_, at) => {
    const found = known.get(number(first) + at)
    if (found) {
      reached = found.cumulative_share
      return found
    }
    const [year, quarter] = [Math.floor((number(first) + at) / 4), ((number(first) + at) % 4) + 1]
    return { key: `${year}-Q${quarter}`, year, quarter, exposure: 0, cumulative_share: reached }
  })
}

/** What a part of the score gives, and what it withholds, in points. */
export function given(part: { points: number; weight: number }): { gives: number; costs: number } {
  const gives = (part.points * part.weight) / 100
  return { gives, costs: part.weight - gives }
}

export type VintageRate = 'cumulative' | 'survival_adjusted' | 'cumulative_by_volume'
interface Rated {
  ages: readonly ({ complete: boolean } & Record<VintageRate, number>)[]
}

/** The rate of a vintage at its last age. */
export function rateOf(vintage: Rated, by: VintageRate): number {
  return vintage.ages.at(-1)?.[by] ?? 0
}

export function worstOf<V extends Rated>(vintages: readonly V[], by: VintageRate): V | undefined {
  return vintages.reduce<V | undefined>((worst, each) => (worst === undefined || rateOf(each, by) > rateOf(worst, by) ? each : worst), undefined)
}

/** The pools worth drawing, in their order: those of which any loan defaulted, of too many the worst. Without a default all
 *  lie on the axis, and it is the first of them. */
export function drawnPools<P extends Rated>(pools: readonly P[], by: VintageRate, most = 12): P[] {
  const fallen = pools.filter((each) => rateOf(each, by) > 0)
  if (fallen.length === 0) return pools.slice(0, most)
  const worst = new Set([...fallen].sort((one, other) => rateOf(other, by) - rateOf(one, by)).slice(0, most))
  return fallen.filter((each) => worst.has(each))
}

/** A curve by age. A static rate is drawn only as far as all loans were observed: beyond, it is too low. */
export function courseOf(vintage: Rated, by: VintageRate, ages: number): (number | null)[] {
  return Array.from({ length: ages }, (_, at) => {
    const age = vintage.ages[at]
    return !age || (by !== 'survival_adjusted' && !age.complete) ? null : age[by]
  })
}

/** The rest of a static curve, from the last age that is complete: what is known so far. */
export function tailOf(vintage: Rated, by: VintageRate, ages: number): (number | null)[] {
  const course = courseOf(vintage, by, ages)
  const last = course.findLastIndex((value) => value !== null)
  return Array.from({ length: ages }, (_, at) => (last + 1 >= vintage.ages.length || at < last ? null : vintage.ages[at]?.[by] ?? null))
}

/** `Q2 2025`, `2025`, `May 2025` */
export function vintageName(first: string, grain: 'quarter' | 'year' | 'month', locale: string): string {
  const [year = '', month = '1'] = first.split('-')
  if (grain === 'year') return year
  return grain === 'quarter' ? `Q${Math.ceil(Number(month) / 3)} ${year}` : formatMonth(`${year}-${month}`, locale)
}

export type ScheduleField = 'principal' | 'rate' | 'years'

/** A figure of a schedule within what the server takes, as it takes it; null for any other. */
export function readFigure(text: string, field: ScheduleField, locale: string): string | null {
  const read = parseMoney(text.replace(/\s*%$/, ''), locale)
  if (read === null || read < 0n || (read === 0n && field !== 'rate')) return null
  if (read > money(field === 'principal' ? '1000000000' : '100') || (field === 'principal' && read % 100n !== 0n)) return null
  return wire(read).replace(/\.?0+$/, '')
}

/** What was lent: all that is paid, less the interest. */
export function principalOf(of: { total_payment: number | string; total_interest: number | string }): bigint {
  return money(of.total_payment) - money(of.total_interest)
}

/** From one share to another in percentage points; null where either is unknown. */
export function movedBy(before: number | null | undefined, after: number | null | undefined): number | null {
  if (before === null || before === undefined || after === null || after === undefined) return null
  const moved = Math.round((after - before) * 1e6) / 1e4
  return moved === 0 ? 0 : moved
}
