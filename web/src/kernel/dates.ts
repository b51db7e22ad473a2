// Dates as people write them, and as the server wants them: YYYY-MM-DD and YYYY-MM.

/** `2026-03-01` from 1.3.2026, 1/3/26, 1 Mar 2026, Mar 1, today, +2w …; null when unreadable. */
export function parseDate(typed: string, locale: string, now: Date = new Date()): string | null {
  const text = typed.trim().toLowerCase()
  if (!text) return null
  const near = { yesterday: -1, today: 0, tomorrow: 1, 어제: -1, 오늘: 0, 내일: 1 }[text]
  if (near !== undefined) return shift(now, near, 'd')
  const relative = /^([+-]\d{1,4})\s*([dwmy])$/.exec(text)
  if (relative) return shift(now, Number(relative[1]), relative[2] as Unit)
  const iso = /^(\d{4})[-./년]\s*(\d{1,2})[-./월]\s*(\d{1,2})[일.]?(?:t.*)?$/.exec(text)
  if (iso) return day(iso[1], iso[2], iso[3])
  const numbers = /^(\d{1,2})[-./\s](\d{1,2})(?:[-./\s](\d{2}|\d{4}))?\.?$/.exec(text)
  if (numbers) {
    const year = fullYear(numbers[3], now)
    const monthFirst = order(locale) === 'month' && text.includes('/')
    return monthFirst ? day(year, numbers[1], numbers[2]) : day(year, numbers[2], numbers[1])
  }
  return named(text, now)
}

/** `2026-03` from 2026-3, 3/2026, March 2026, Mar, this month, next month …; null when unreadable. */
export function parseMonth(typed: string, locale: string, now: Date = new Date()): string | null {
  const text = typed.trim().toLowerCase()
  const near = { 'last month': -1, 'this month': 0, 'next month': 1, '지난달': -1, '이번 달': 0, '다음 달': 1 }[text]
  if (near !== undefined) return addMonths(monthOf(now), near)
  const iso = /^(\d{4})\s*[-./년\s]\s*(\d{1,2})\s*월?$/.exec(text)
  if (iso) return month(iso[1], iso[2])
  const turned = /^(\d{1,2})\s*[-./\s]\s*(\d{4})$/.exec(text)
  if (turned) return month(turned[2], turned[1])
  const word = /^(\p{L}{3,})\.?,?\s*(\d{4})?\.?$/u.exec(text)
  if (word) return month(word[2] ?? String(now.getFullYear()), monthNumber(word[1] ?? '', locale))
  return null
}

export function monthOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}`
}

export function addMonths(of: string, count: number): string {
  const [year = 0, number = 1] = of.split('-').map(Number)
  const at = year * 12 + (number - 1) + count
  return `${Math.floor(at / 12)}-${two((((at % 12) + 12) % 12) + 1)}`
}

/** How many months from today to a day: at least one while it lies ahead, nought when it is past. */
export function monthsUntil(deadline: string, now: Date = new Date()): number {
  const end = new Date(deadline)
  if (!(end.getTime() > now.getTime())) return 0
  const months = (end.getUTCFullYear() - now.getUTCFullYear()) * 12 + end.getUTCMonth() - now.getUTCMonth()
  return Math.max(1, end.getUTCDate() > now.getUTCDate() ? months + 1 : months)
}

export function formatMonth(of: string, locale: string): string {
  const [year = 0, number = 1] = of.split('-').map(Number)
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long' }).format(new Date(year, number - 1, 1))
}

/** A calendar day: its date in UTC, so that a deadline does not move with the reader. */
export function formatDay(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value))
}

/** The same without its year, for an axis. */
export function formatShortDay(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(value))
}

/** From one calendar day to another, without saying twice what they share. */
export function formatDays(from: string, to: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).formatRange(new Date(from), new Date(to))
}

/** An exact moment in the reader's own zone. */
export function formatMoment(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(value))
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000], ['month', 2_592_000], ['week', 604_800], ['day', 86_400], ['hour', 3_600], ['minute', 60],
]

export function formatRelative(value: string, locale: string, now: Date = new Date()): string {
  const seconds = Math.round((new Date(value).getTime() - now.getTime()) / 1000)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  // Not nought minutes: that reads "this minute", and in Korean worse.
  return words.format(0, 'second')
}

type Unit = 'd' | 'w' | 'm' | 'y'

function shift(from: Date, count: number, unit: Unit): string {
  const at = new Date(from.getFullYear(), from.getMonth(), from.getDate())
  if (unit === 'd') at.setDate(at.getDate() + count)
  else if (unit === 'w') at.setDate(at.getDate() + count * 7)
  else {
    const months = unit === 'm' ? count : count * 12
    const target = addMonths(monthOf(at), months)
    const [year = 0, number = 1] = target.split('-').map(Number)
    // The 31st plus one month is the last day of that month, not a day of the next.
    const last = new Date(year, number, 0).getDate()
    return `${target}-${two(Math.min(at.getDate(), last))}`
  }
  return `${monthOf(at)}-${two(at.getDate())}`
}

function named(text: string, now: Date): string | null {
  const dayFirst = /^(\d{1,2})\.?\s*([a-z]{3,9})\.?,?\s*(\d{2}|\d{4})?$/.exec(text)
  if (dayFirst) return day(fullYear(dayFirst[3], now), monthNumber(dayFirst[2] ?? ''), dayFirst[1])
  const monthFirst = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:\s*,?\s+(\d{2}|\d{4}))?$/.exec(text)
  if (monthFirst) return day(fullYear(monthFirst[3], now), monthNumber(monthFirst[1] ?? ''), monthFirst[2])
  return null
}

const NAMES = 'january february march april may june july august september october november december'.split(' ')

/** The month of an English name, or of one in the reader's language; "0" for none. */
function monthNumber(word: string, locale = 'en'): string {
  const english = NAMES.findIndex((name) => name.startsWith(word))
  if (english >= 0 || locale.startsWith('en')) return String(english + 1)
  // Both the name alone and its form beside a year: some languages decline it.
  const forms = [{ month: 'long' }, { month: 'long', year: 'numeric' }] as const
  const own = Array.from({ length: 12 }, (_, at) => at).find((at) =>
    forms.some((form) => partOf(locale, form, new Date(2026, at, 1)).startsWith(word)))
  return String((own ?? -1) + 1)
}

function partOf(locale: string, form: Intl.DateTimeFormatOptions, at: Date): string {
  const parts = new Intl.DateTimeFormat(locale, form).formatToParts(at)
  return (parts.find((part) => part.type === 'month')?.value ?? '').toLowerCase()
}

function fullYear(year: string | undefined, now: Date): string {
  if (!year) return String(now.getFullYear())
  return year.length === 2 ? `20${year}` : year
}

function month(year: string | undefined, number: string | undefined): string | null {
  const value = Number(number)
  return value >= 1 && value <= 12 ? `${year}-${two(value)}` : null
}

function day(year: string | undefined, number: string | undefined, date: string | undefined): string | null {
  const at = month(year, number)
  const value = Number(date)
  if (!at || value < 1 || value > new Date(Number(year), Number(number), 0).getDate()) return null
  return `${at}-${two(value)}`
}

/** Whether a locale writes the month or the day first. */
function order(locale: string): 'month' | 'day' {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(new Date(2026, 0, 31))
  const first = parts.find((part) => part.type === 'month' || part.type === 'day')
  const year = parts.findIndex((part) => part.type === 'year')
  return first?.type === 'month' && year > 0 ? 'month' : 'day'
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
