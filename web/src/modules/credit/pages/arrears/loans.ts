// Loans and how long they are past due, out of a spreadsheet. Pure.
import type { Body } from '@/kernel/api/types'
import { parseDate } from '@/kernel/dates'
import { money, parseMoney, wire } from '@/kernel/money'
import { cellsOf, isValue } from '../parts/cells'

type Snapshot = Body<'/api/v1/credit/arrears'>['before']
export type OwedLoan = Snapshot['loans'][number]

const FIELDS = ['loan_id', 'balance', 'days_past_due', 'oldest_due'] as const
export type Field = (typeof FIELDS)[number]

/** The server's limits. */
export const MOST_LOANS = 10_000
const MOST_OWED = money('1000000000')
const MOST_DAYS = 36_500
const MOST_LIMITS = 30
export const USUAL_LIMITS = '0, 30, 60, 90, 180'

/** What a column is called in files of other systems, without case, spaces and signs. */
const NAMES: Record<Field, readonly string[]> = {
  loan_id: ['loanid', 'loan', 'id', 'loanno', 'loannumber', 'account', '대출', '대출번호', '계좌번호'],
  balance: ['balance', 'amount', 'exposure', 'outstanding', 'owed', '잔액', '금액', '대출잔액'],
  days_past_due: ['dayspastdue', 'days', 'dpd', 'dayslate', 'daysinarrears', '연체일수', '연체일'],
  oldest_due: ['oldestdue', 'oldestduedate', 'oldestunpaid', 'duesince', 'pastduesince', '최초미납일', '연체시작일', '연체발생일'],
}

export interface Fault {
  /** As a spreadsheet counts, the heading being a line, too. */
  line: number
  field: Field
  kind: 'missing' | 'unreadable' | 'twice'
  text: string
}

export interface ReadLoans {
  loans: OwedLoan[]
  faults: Fault[]
  /** Needed columns that the heading does not have. */
  absent: Field[]
  tooMany: boolean
}

/** Loans by the names of their columns; without a heading: loan, balance, and days or the day since when. */
export function readLoans(text: string, locale: string): ReadLoans {
  const rows = cellsOf(text)
  const heading = headingOf(rows[0] ?? [], locale)
  const body = heading ? rows.slice(1) : rows
  const absent = heading ? (['loan_id', 'balance'] as const).filter((field) => !(field in heading)) : []
  const found: ReadLoans = { loans: [], faults: [], absent, tooMany: body.length > MOST_LOANS }
  if (absent.length > 0 || found.tooMany) return found
  const known = new Set<string>()
  body.forEach((row, at) => {
    const cells = heading ? byHeading(row, heading) : byPlace(row, locale)
    const faults = faultsOf(cells, known, locale).map((fault) => ({ ...fault, line: at + (heading ? 2 : 1) }))
    found.faults.push(...faults)
    known.add(cells.loan_id)
    if (faults.length === 0) found.loans.push(loanOf(cells, locale))
  })
  return found
}

type Cells = Record<Field, string>
type Heading = Partial<Record<Field, number>>

function headingOf(row: readonly string[], locale: string): Heading | null {
  const known = row.map((cell) => {
    const name = cell.toLowerCase().replace(/[\s_\-./()]/g, '')
    return FIELDS.find((field) => NAMES[field].includes(name))
  })
  const heading: Heading = {}
  known.forEach((field, at) => { if (field && !(field in heading)) heading[field] = at })
  // Words that nobody knows are a heading all the same: what is missing can then be named.
  return Object.keys(heading).length > 0 || (row.length > 1 && !row.some((cell) => isValue(cell, locale))) ? heading : null
}

function byHeading(row: readonly string[], heading: Heading): Cells {
  const cell = (field: Field) => row[heading[field] ?? -1] ?? ''
  return { loan_id: cell('loan_id'), balance: cell('balance'), days_past_due: cell('days_past_due'), oldest_due: cell('oldest_due') }
}

function byPlace([loan_id = '', balance = '', late = '']: readonly string[], locale: string): Cells {
  const isDay = !/^\d+$/.test(late) && parseDate(late, locale) !== null
  return { loan_id, balance, days_past_due: isDay ? '' : late, oldest_due: isDay ? late : '' }
}

function faultsOf(cells: Cells, known: ReadonlySet<string>, locale: string): Omit<Fault, 'line'>[] {
  const faults: Omit<Fault, 'line'>[] = []
  const say = (field: Field, kind: Fault['kind']) => faults.push({ field, kind, text: cells[field] })
  if (cells.loan_id === '') say('loan_id', 'missing')
  else if (known.has(cells.loan_id)) say('loan_id', 'twice')
  const balance = parseMoney(cells.balance, locale)
  if (cells.balance === '') say('balance', 'missing')
  else if (balance === null || balance < 0n || balance > MOST_OWED) say('balance', 'unreadable')
  if (cells.days_past_due !== '' && daysOf(cells.days_past_due) === null) say('days_past_due', 'unreadable')
  if (cells.oldest_due !== '' && parseDate(cells.oldest_due, locale) === null) say('oldest_due', 'unreadable')
  return faults
}

function daysOf(text: string): number | null {
  // Spreadsheets write whole numbers with decimals, too.
  return /^\d{1,5}([.,]0+)?$/.test(text) && Number.parseInt(text, 10) <= MOST_DAYS ? Number.parseInt(text, 10) : null
}

function loanOf(cells: Cells, locale: string): OwedLoan {
  const [days, since] = [daysOf(cells.days_past_due), parseDate(cells.oldest_due, locale)]
  // Either of them: where a file has both, the days are what somebody counted.
  const late = days !== null ? { days_past_due: days } : since !== null ? { oldest_due: since } : {}
  return { loan_id: cells.loan_id, balance: wire(parseMoney(cells.balance, locale) ?? 0n), ...late }
}

/** Whether the day of a snapshot has to be known. */
export function needsDay(loans: readonly OwedLoan[]): boolean {
  return loans.some((loan) => loan.oldest_due)
}

/** `0, 30, 60` as ascending days; null when they are none. */
export function readLimits(text: string): number[] | null {
  const limits = text.split(/[\s,;]+/).filter((each) => each !== '').map(Number)
  const fit = limits.length > 0 && limits.length <= MOST_LIMITS && limits.every((each, at) => Number.isInteger(each) && each >= 0 && each <= MOST_DAYS && (at === 0 || each > (limits[at - 1] ?? 0)))
  return fit ? limits : null
}

/** Two month-ends of a small book: a way to see what comes of it. */
export const EXAMPLE = {
  before: { day: '2026-08-31', text: 'loan_id,balance,days_past_due\nL-001,250000,0\nL-002,180000,0\nL-003,420000,12\nL-004,95000,27\nL-005,310000,45\nL-006,60000,75\nL-007,140000,120\nL-008,88000,0\nL-009,205000,0\nL-010,33000,200\n' },
  after: { day: '2026-09-30', text: 'loan_id,balance,days_past_due\nL-001,248000,0\nL-002,180000,30\nL-003,418000,0\nL-004,95000,57\nL-005,310000,75\nL-006,60000,105\nL-007,140000,150\nL-008,87000,0\nL-010,33000,230\nL-011,120000,0\n' },
} as const
