// A loan's ratings over time as steps on the scale.
import { notch, RATINGS } from '../credit'

export interface Rated {
  snapshot_date: string
  credit_rating: string
}

export type Turn = 'up' | 'down' | 'same' | 'first'

/** Newest first; each with what it was to the one before it in time. What is not on the scale turns nothing. */
export function turns<R extends Rated>(history: readonly R[]): { entry: R; turn: Turn; by: number }[] {
  const newest = [...history].sort((one, other) => other.snapshot_date.localeCompare(one.snapshot_date))
  return newest.map((entry, at) => {
    const older = newest[at + 1]
    const [is, was] = [notch(entry.credit_rating), older ? notch(older.credit_rating) : -1]
    if (!older) return { entry, turn: 'first', by: 0 }
    if (is < 0 || was < 0 || is === was) return { entry, turn: 'same', by: 0 }
    return { entry, turn: is < was ? 'up' : 'down', by: Math.abs(is - was) }
  })
}

const DAY = 86_400_000

/** A line of steps in a box of `width` by `height`, up to the day `until`; null where it would be a dot. */
export function line(history: readonly Rated[], until: string, width: number, height: number): { points: string; best: string; worst: string } | null {
  const rated = [...history].filter((each) => notch(each.credit_rating) >= 0).sort((one, other) => one.snapshot_date.localeCompare(other.snapshot_date))
  const [first] = rated
  if (!first || rated.length < 2) return null
  const from = Date.parse(first.snapshot_date)
  const span = Math.max(DAY, Date.parse(until) - from)
  const notches = rated.map((each) => notch(each.credit_rating))
  const best = Math.min(...notches)
  const worst = Math.max(...notches)
  const x = (day: string) => round((Math.min(span, Date.parse(day) - from) / span) * width)
  const y = (at: number) => round(worst === best ? height / 2 : ((at - best) / (worst - best)) * height)
  const points: string[] = []
  rated.forEach((each, at) => {
    const level = y(notches[at] ?? 0)
    points.push(`${x(each.snapshot_date)},${level}`)
    points.push(`${x(rated[at + 1]?.snapshot_date ?? until)},${level}`)
  })
  return { points: points.join(' '), best: RATINGS[best] ?? '', worst: RATINGS[worst] ?? '' }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
