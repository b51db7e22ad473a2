// Which loans: the filter that all pages of a portfolio share. It lives in the URL under the very names
// that the server reads, so that an address, a figure's own filter and a request are the same thing.
import { RATINGS, STATUSES } from './credit'

const LISTS = { rating: RATINGS, status: STATUSES } as const
const TEXTS = ['search', 'sector', 'country', 'borrower'] as const
/** From the lowest on, to the highest: amounts, days and ratios. */
export const RANGES = [
  { name: 'amount', from: 'min_amount', to: 'max_amount', kind: 'amount' },
  { name: 'maturity', from: 'maturity_from', to: 'maturity_to', kind: 'date' },
  { name: 'debtToEquity', from: 'debt_to_equity_from', to: 'debt_to_equity_to', kind: 'ratio' },
  { name: 'interestCoverage', from: 'interest_coverage_from', to: 'interest_coverage_to', kind: 'ratio' },
  { name: 'leverage', from: 'leverage_ratio_from', to: 'leverage_ratio_to', kind: 'ratio' },
] as const

export type RangeKind = (typeof RANGES)[number]['kind']
type ListKey = keyof typeof LISTS
type TextKey = (typeof TEXTS)[number]
type RangeKey = (typeof RANGES)[number]['from' | 'to']
export type FilterKey = TextKey | ListKey | RangeKey
export type LoanFilter = { [K in FilterKey]?: string }

const RANGE_KEYS: readonly RangeKey[] = RANGES.flatMap(({ from, to }) => [from, to])
export const FILTER_KEYS: readonly FilterKey[] = [...TEXTS, 'rating', 'status', ...RANGE_KEYS]
/** What goes with one from page to page. */
export const KEPT_KEYS = [...FILTER_KEYS, 'as_of'] as const

const LONGEST = 200

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function isKind(kind: RangeKind, text: string): boolean {
  if (kind === 'date') return isDay(text)
  return kind === 'amount' ? /^\d{1,15}(\.\d{1,4})?$/.test(text) : /^\d{1,3}(\.\d{1,2})?$/.test(text)
}

/** Several of a list, as they stand between commas; the unknown ones are left out, the order is the list's. */
export function several(key: ListKey, text: string | undefined): string[] {
  const given = (text ?? '').split(',').map((each) => each.trim())
  return LISTS[key].filter((each) => given.includes(each))
}

/** The filter in whatever the address holds; what makes no sense is left out. */
export function readFilter(raw: Record<string, unknown>): LoanFilter {
  const found: LoanFilter = {}
  for (const key of ['rating', 'status'] as const) {
    const values = several(key, text(raw[key]))
    if (values.length > 0) found[key] = values.join(',')
  }
  for (const key of TEXTS) {
    const value = text(raw[key]).trim().slice(0, LONGEST)
    if (value) found[key] = value
  }
  for (const { from, to, kind } of RANGES) {
    for (const key of [from, to]) {
      const value = text(raw[key]).trim()
      if (isKind(kind, value)) found[key] = value
    }
  }
  return found
}

export function readAsOf(raw: Record<string, unknown>): string | undefined {
  const day = text(raw.as_of)
  return isDay(day) ? day : undefined
}

/** For a route: the filter, the day, and what a page adds of its own. */
export function portfolioSearch<E extends string = never>(...extra: readonly E[]) {
  return (raw: Record<string, unknown>): LoanFilter & { as_of?: string } & { [K in E]?: string } => {
    const own = Object.fromEntries(extra.filter((name) => text(raw[name])).map((name) => [name, text(raw[name])]))
    const as_of = readAsOf(raw)
    return { ...readFilter(raw), ...(as_of ? { as_of } : {}), ...(own as { [K in E]?: string }) }
  }
}

/** What of an address goes along to the other pages. */
export function kept(raw: Record<string, unknown>): Record<string, string> {
  const as_of = readAsOf(raw)
  return { ...readFilter(raw), ...(as_of ? { as_of } : {}) }
}

export function isNarrowed(filter: LoanFilter): boolean {
  return FILTER_KEYS.some((key) => filter[key])
}

/** Both at once: of lists what is in both, of ranges what they share; of texts the inner one. */
export function join(outer: LoanFilter, inner: LoanFilter): LoanFilter {
  const both: LoanFilter = { ...outer, ...inner }
  for (const key of ['rating', 'status'] as const) {
    if (!outer[key] || !inner[key]) continue
    const known = several(key, outer[key])
    const shared = several(key, inner[key]).filter((each) => known.includes(each))
    // Nothing in common is nothing to show; the inner one is at least true of what was asked last.
    both[key] = shared.length > 0 ? shared.join(',') : inner[key]
  }
  for (const { from, to, kind } of RANGES) {
    const [low, high] = [outer[from], outer[to]]
    if (low && inner[from]) both[from] = later(kind, low, inner[from]) ? low : inner[from]
    if (high && inner[to]) both[to] = later(kind, inner[to], high) ? high : inner[to]
  }
  return both
}

function later(kind: RangeKind, one: string, other: string): boolean {
  return kind === 'date' ? one > other : Number(one) > Number(other)
}

/** A figure's own filter, as the server sends it: any object of query parameters. */
export function figureFilter(raw: unknown): LoanFilter {
  return typeof raw === 'object' && raw !== null ? readFilter(raw as Record<string, unknown>) : {}
}

export interface Chip {
  key: string
  /** The keys that go when it is taken off. */
  keys: readonly FilterKey[]
  values: readonly string[]
  /** For a range: whether each end is set. */
  range?: { kind: RangeKind; name: (typeof RANGES)[number]['name']; from?: string; to?: string }
}

/** The filter in pieces that can be taken off one by one. */
export function chipsOf(filter: LoanFilter): Chip[] {
  const plain = (['search', 'rating', 'status', 'sector', 'country', 'borrower'] as const).flatMap((key): Chip[] => {
    const value = filter[key]
    if (!value) return []
    return [{ key, keys: [key], values: key === 'rating' || key === 'status' ? value.split(',') : [value] }]
  })
  const ranges = RANGES.flatMap(({ name, from, to, kind }): Chip[] => {
    const [low, high] = [filter[from], filter[to]]
    if (!low && !high) return []
    return [{ key: name, keys: [from, to], values: [], range: { kind, name, ...(low ? { from: low } : {}), ...(high ? { to: high } : {}) } }]
  })
  return [...plain, ...ranges]
}

/** A run of notches in few words: `BB+ – B-` rather than six names. */
export function ratingWords(ratings: readonly string[]): string {
  const places = ratings.map((each) => RATINGS.findIndex((one) => one === each)).filter((at) => at >= 0).sort((one, other) => one - other)
  const runs: [number, number][] = []
  for (const at of places) {
    const last = runs.at(-1)
    if (last && at === last[1] + 1) last[1] = at
    else runs.push([at, at])
  }
  return runs.map(([from, to]) => (to - from < 2
    ? RATINGS.slice(from, to + 1).join(', ')
    : `${RATINGS[from]} – ${RATINGS[to]}`)).join(', ')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
