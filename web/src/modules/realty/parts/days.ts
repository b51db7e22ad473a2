// Days of a calendar, and what lies beside each other on one of them. Days are texts: 2026-11-22.
const DAY = 86_400_000

/** The day of a moment, where the reader is. */
export function dayOf(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10)
}

/** When people meet: Thu, 26 Nov 2026, 11:00. */
export function formatMeeting(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

/** From Monday to Sunday. */
export function daysOfWeek(day: string): string[] {
  const monday = shiftDay(day, -((new Date(day).getUTCDay() + 6) % 7))
  return Array.from({ length: 7 }, (_, at) => shiftDay(monday, at))
}

/** The whole weeks that hold a month. */
export function daysOfMonth(day: string): string[] {
  const first = `${day.slice(0, 7)}-01`
  const [year = 0, month = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  const days: string[] = []
  for (let at = daysOfWeek(first)[0] ?? first; at <= (daysOfWeek(last)[6] ?? last); at = shiftDay(at, 1)) days.push(at)
  return days
}

export interface Placed<T> {
  one: T
  lane: number
  lanes: number
}

/** Those that overlap lie side by side: which lane each has, of how many. */
export function beside<T extends { appointment_date: string; ends_at: string }>(all: readonly T[]): Placed<T>[] {
  const order = [...all].sort((one, other) => one.appointment_date.localeCompare(other.appointment_date))
  const placed: Placed<T>[] = []
  let group: Placed<T>[] = []
  let ends: number[] = []
  const close = () => {
    for (const each of group) each.lanes = ends.length
    group = []
    ends = []
  }
  for (const one of order) {
    const begin = Date.parse(one.appointment_date)
    if (ends.every((end) => end <= begin)) close()
    const free = ends.findIndex((end) => end <= begin)
    const lane = free < 0 ? ends.length : free
    ends[lane] = Date.parse(one.ends_at)
    const next = { one, lane, lanes: 1 }
    group.push(next)
    placed.push(next)
  }
  close()
  return placed
}
