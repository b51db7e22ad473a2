// The arithmetic of the dashboard: windows of time, parts of them, and how a change is said.
export interface Window { start: Date; end: Date }

const DAY = 86_400_000

/** The window that the address asks for; thirty days until now where it says nothing. Days are the reader's own. */
export function windowOf(from: string | undefined, until: string | undefined, now: Date): Window {
  const end = isDay(until) ? midnight(until, 1) : now
  const start = isDay(from) ? midnight(from, 0) : new Date(end.getTime() - 30 * DAY)
  return start.getTime() < end.getTime() ? { start, end } : { start: new Date(end.getTime() - DAY), end }
}

export function isDay(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text))
}

function midnight(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later)
}

/** Equal parts of a window, the earliest first: at most this many, and none shorter than an hour. */
export function partsOf({ start, end }: Window, most = 10): Window[] {
  const length = end.getTime() - start.getTime()
  const count = Math.max(1, Math.min(most, Math.floor(length / 3_600_000)))
  const at = (part: number) => new Date(start.getTime() + Math.round((length * part) / count))
  return Array.from({ length: count }, (_, part) => ({ start: at(part), end: at(part + 1) }))
}

/** A change in percent as people write it: +12 %, −3 %. */
export function change(percent: number, locale: string): string {
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(percent)
}

/** How long, in seconds: milliseconds where it is less than one. */
export function seconds(value: number, locale: string): string {
  const [shown, unit] = value < 1 ? [value * 1000, 'millisecond'] : [value, 'second']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown)
}

/** Short ranges that people ask for: their first day, counted back from today. */
export function daysBack(days: number, today: Date): string {
  const at = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
