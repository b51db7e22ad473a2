// Flows of cash as they are typed, pasted and kept in the address; and what they are worth at a rate. Pure.
import { parseDate } from '@/kernel/dates'
import { formatMoney, type Money, money, parseMoney, wire } from '@/kernel/money'
import { cellsOf, isValue } from '../parts/cells'

/** As typed. */
export interface TypedFlow {
  day: string
  amount: string
}

/** As the server takes it. */
export interface Flow {
  date?: string
  amount: string
}

export interface ReadFlows {
  flows: Flow[]
  /** The rows that cannot be read, from 0, and which cell of them. */
  wrong: { row: number; cell: keyof TypedFlow }[]
}

/** The server's limit. */
export const MOST_FLOWS = 1201
const DIGITS = 14
export const BLANK: TypedFlow = { day: '', amount: '' }

/** A loan of a million that pays interest twice a year and comes back at the end. */
export const EXAMPLE: readonly Flow[] = [
  { date: '2026-01-15', amount: '-985000' }, { date: '2026-07-15', amount: '27500' }, { date: '2027-01-15', amount: '27500' }, { date: '2027-07-15', amount: '27500' }, { date: '2028-01-15', amount: '1027500' },
]

function isBlank({ day, amount }: TypedFlow): boolean {
  return day.trim() === '' && amount.trim() === ''
}

/** What was typed. Without days a period may be left empty: nothing flows then, unless no later one does either. */
export function readFlows(rows: readonly TypedFlow[], dated: boolean, locale: string): ReadFlows {
  const flows: Flow[] = []
  const wrong: ReadFlows['wrong'] = []
  const end = rows.findLastIndex(({ amount, day }) => amount.trim() !== '' || (dated && day.trim() !== ''))
  rows.slice(0, end + 1).forEach((typed, row) => {
    if (dated && isBlank(typed)) return
    const amount = typed.amount.trim() === '' && !dated ? 0n : parseMoney(typed.amount, locale)
    const day = dated ? parseDate(typed.day, locale) : null
    if (dated && day === null) wrong.push({ row, cell: 'day' })
    if (amount === null || wire(amount).replace(/^-|\..*$/g, '').length > DIGITS) wrong.push({ row, cell: 'amount' })
    else if (!dated || day !== null) flows.push({ ...(day === null ? {} : { date: day }), amount: short(amount) })
  })
  return { flows, wrong }
}

/** Rows out of a spreadsheet: a day and an amount, or amounts alone; a line of headings is left out. */
export function pasted(text: string, locale: string): TypedFlow[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
  // A column of amounts: a comma in it is the amount's own.
  const alone = lines.filter((line) => parseMoney(line, locale) !== null).length >= Math.max(1, lines.length - 1)
  const rows = alone ? lines.map((line) => [line]) : cellsOf(text)
  const body = rows[0]?.some((cell) => isValue(cell, locale)) ? rows : rows.slice(1)
  return body.map((row) => (row.length === 1 ? { day: '', amount: row[0] ?? '' } : { day: row[0] ?? '', amount: row[1] ?? '' }))
}

/** Rows put in from a row on, over what stood there; one empty row is always left to type in. */
export function withRows(rows: readonly TypedFlow[], at: number, put: readonly TypedFlow[], dated: boolean): TypedFlow[] {
  const next = [...rows]
  put.forEach((each, offset) => {
    const before = next[at + offset] ?? BLANK
    next[at + offset] = dated && each.day === '' ? { ...each, day: before.day } : each
  })
  return padded(next)
}

export function padded(rows: readonly TypedFlow[]): TypedFlow[] {
  const kept = rows.slice(0, MOST_FLOWS)
  const last = kept.at(-1)
  return kept.length < MOST_FLOWS && (last === undefined || !isBlank(last)) ? [...kept, BLANK] : kept
}

function short(amount: Money): string {
  return wire(amount).replace(/\.?0+$/, '')
}

/** More than this is not put into an address. */
const LONGEST = 1500

/** `2026-01-15:-985000,2026-07-15:27500`; undefined when there are none, or too many. */
export function addressOf(flows: readonly Flow[]): string | undefined {
  const text = flows.map(({ date, amount }) => `${date ?? ''}:${amount}`).join(',')
  return text === '' || text.length > LONGEST ? undefined : text
}

/** The rows of an address; null when it holds none that make sense. */
export function fromAddress(text: string | undefined): Flow[] | null {
  if (!text || text.length > LONGEST) return null
  const flows = text.split(',').map((each) => {
    const parts = /^(\d{4}-\d{2}-\d{2})?:(-?\d{1,14}(?:\.\d{1,4})?)$/.exec(each)
    return parts ? { ...(parts[1] ? { date: parts[1] } : {}), amount: parts[2] ?? '' } : null
  })
  return flows.every((each) => each !== null) ? flows : null
}

export function rowsOf(flows: readonly Flow[], locale: string): TypedFlow[] {
  return padded(flows.map(({ date, amount }) => ({ day: date ?? '', amount: formatMoney(money(amount), locale) })))
}

/** Why the server would not work with them; null when it would. */
export function lacking({ flows, wrong }: ReadFlows): 'wrong' | 'few' | 'signs' | null {
  if (wrong.length > 0) return 'wrong'
  if (flows.length < 2) return 'few'
  const signs = new Set(flows.map(({ amount }) => Math.sign(Number(amount))))
  return signs.has(1) && signs.has(-1) ? null : 'signs'
}

const DAY = 86_400_000

/** When each flow is, in years of 365 days from the first day, or in periods. */
export function timesOf(flows: readonly Flow[]): number[] {
  const days = flows.map(({ date }) => (date ? Date.parse(date) / DAY : null))
  const first = days.reduce<number>((least, day) => (day !== null && day < least ? day : least), Infinity)
  return days.map((day, at) => (day === null ? at : (day - first) / 365))
}

/** What each flow is worth at the first moment: flow/(1+r)^t. */
export function presentValues(flows: readonly Flow[], rate: number): number[] {
  return timesOf(flows).map((time, at) => Number(flows[at]?.amount) * (1 + rate) ** -time)
}

export function worthAt(flows: readonly Flow[], rate: number): number {
  return presentValues(flows, rate).reduce((sum, value) => sum + value, 0)
}

const POINTS = 40

/** The rates at which a curve of worth is drawn: around those found, which are among them. */
export function ratesAround(found: readonly number[]): number[] {
  if (found.length === 0) return []
  const [least, most] = [Math.min(...found), Math.max(...found)]
  const room = Math.max(0.05, (most - least) / 2, Math.abs(most) / 2)
  const [from, to] = [Math.max(least - room, (least - 1) / 2), most + room]
  const even = Array.from({ length: POINTS + 1 }, (_, at) => from + ((to - from) * at) / POINTS)
  return [...new Set([...even, ...found])].sort((one, other) => one - other)
}

/** What goes out and what comes in, exactly. */
export function totals(flows: readonly Flow[]): { out: Money; back: Money } {
  const amounts = flows.map(({ amount }) => money(amount))
  return { out: amounts.reduce((sum, each) => (each < 0n ? sum - each : sum), 0n), back: amounts.reduce((sum, each) => (each > 0n ? sum + each : sum), 0n) }
}
