// Which loans: the filter that all pages of a portfolio share. It lives in the URL under the very names
// that the server reads, so that an address, a figure's own filter and a request are the same thing.
import { RATINGS, STATUSES } from './credit'

const LISTS = { rating: RATINGS, status: STATUSES } as const
const TEXTS = ['search', 'sector', 'country', 'borrower'] as const
/** From the lowest on, to the highest: amounts, days and ratios. */
export const RANGES = [
  { name: 'amount', from: 'min_amount', to: 'max_amount', kind: 'amount' },
  { name: 'maturity', from: 'maturity_from', to: 'maturity_to', kind: 'date' },
  { name: 'rate', from: 'rate_from', to: 'rate_to', kind: 'ratio' },
  { name: 'debtToEquity', from: 'debt_to_equity_from', to: 'debt_to_equity_to', kind: 'ratio' },
  { name: 'interestCoverage', from: 'interest_coverage_from', to: 'interest_coverage_to', kind: 'ratio' },
  { name: 'leverage', from: 'leverage_ratio_from', to: 'leverage_ratio_to', kind: 'ratio' },
] as const

const RATIO = /^\d{1,3}(\.\d{1,4})?$/
const DAY = /^\d{4}-\d\d-\d\d$/
const NOTCH = new RegExp(`^(${[...RATINGS, 'NR'].join('|').replaceAll('+', '\\+')})$`)
const RATIO_NAMES = ['debt_to_equity', 'interest_coverage', 'leverage_ratio'] as const
export const MOVES = ['upgrade', 'downgrade', 'fallen_angel', 'rising_star', 'default', 'withdrawn'] as const
/** What only figures ask for: a click on one lands on them, nobody types them. */
const DERIVED = {
  unknown: new RegExp(`^(${RATIO_NAMES.join('|')})(,(${RATIO_NAMES.join('|')}))*$`),
  min_breaches: /^[1-3]$/, urgent: /^true$/, max_debt_to_equity: RATIO, min_interest_coverage: RATIO, max_leverage: RATIO,
  sectors: /^[^]{1,4000}$/, countries: /^[^]{1,4000}$/, borrowers: /^[^]{1,4000}$/,
  moved: new RegExp(`^(${MOVES.join('|')})$`), moved_from: NOTCH, moved_to: NOTCH, moved_until: DAY, ids: /^\d{1,18}(,\d{1,18})*$/,
} as const
const LIMITS = ['max_debt_to_equity', 'min_interest_coverage', 'max_leverage'] as const

export type RangeKind = (typeof RANGES)[number]['kind']
type ListKey = keyof typeof LISTS
type TextKey = (typeof TEXTS)[number]
type RangeKey = (typeof RANGES)[number]['from' | 'to']
type DerivedKey = keyof typeof DERIVED
export type FilterKey = TextKey | ListKey | RangeKey | DerivedKey
export type LoanFilter = { [K in FilterKey]?: string }

const RANGE_KEYS: readonly RangeKey[] = RANGES.flatMap(({ from, to }) => [from, to])
const DERIVED_KEYS = Object.keys(DERIVED) as DerivedKey[]
export const FILTER_KEYS: readonly FilterKey[] = [...TEXTS, 'rating', 'status', ...RANGE_KEYS, ...DERIVED_KEYS]
/** What goes with one from page to page. */
export const KEPT_KEYS = [...FILTER_KEYS, 'as_of'] as const

const LONGEST = 200

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function isKind(kind: RangeKind, text: string): boolean {
  if (kind === 'date') return isDay(text)
  return kind === 'amount' ? /^\d{1,15}(\.\d{1,4})?$/.test(text) : RATIO.test(text)
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
  for (const key of DERIVED_KEYS) {
    const value = text(raw[key])
    if (DERIVED[key].test(value)) found[key] = value
  }
  return found
}

export function readAsOf(raw: Record<string, unknown>): string | undefined {
  const day = text(raw.as_of)
  return isDay(day) ? day : undefined
}

/** What of an address goes along to the other pages. */
export function kept(raw: Record<string, unknown>): Record<string, string> {
  const as_of = readAsOf(raw)
  return { ...readFilter(raw), ...(as_of ? { as_of } : {}) }
}

export function isNarrowed(filter: LoanFilter): boolean {
  // A limit alone leaves nothing out: it is what the number of breaches speaks of.
  return FILTER_KEYS.some((key) => filter[key] && !LIMITS.some((each) => each === key))
}

/** Both at once: of lists what is in both, of ranges what they share; of anything else the inner one. */
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

/** A figure's own filter, as the server sends it, whatever it asks for. */
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
  return [...plain, ...ranges, ...derived(filter)]
}

function derived(filter: LoanFilter): Chip[] {
  const chips: Chip[] = []
  for (const key of ['sectors', 'countries', 'borrowers'] as const) {
    if (filter[key]) chips.push({ key, keys: [key], values: names(filter[key]) })
  }
  if (filter.unknown) chips.push({ key: 'unknown', keys: ['unknown'], values: filter.unknown.split(',') })
  if (filter.min_breaches || filter.urgent) chips.push({ key: 'breaches', keys: ['min_breaches', 'urgent', ...LIMITS], values: [filter.urgent ? 'urgent' : filter.min_breaches ?? ''] })
  const { moved, moved_from: from, moved_to: to } = filter
  if (moved || from || to) chips.push({ key: 'moved', keys: ['moved', 'moved_from', 'moved_to', 'moved_until'], values: [moved ?? '', from ?? '', to ?? ''] })
  if (filter.ids) chips.push({ key: 'ids', keys: ['ids'], values: filter.ids.split(',') })
  return chips
}

/** Names with `|` between them; a `|` in a name comes after a backslash, and so does a backslash. */
export function names(text: string): string[] {
  if (text === '|') return ['']
  const all = ['']
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (letter === '|') all.push('')
    else {
      if (letter === '\\') at += 1
      all[all.length - 1] += letter === '\\' ? text[at] ?? '' : letter
    }
  }
  return all
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
