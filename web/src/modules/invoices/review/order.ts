// The order in which invoices are looked at: flagged ones first, then the others that wait, then what is decided.
import type { Invoice } from '../invoices'

type Row = Pick<Invoice, 'id' | 'status' | 'is_flagged'>

function rank(row: Row): number {
  if (row.status === 'completed') return row.is_flagged ? 0 : 1
  return row.status === 'failed' ? 2 : row.status === 'pending' || row.status === 'processing' ? 3 : 4
}

export function inQueue<R extends Row>(rows: readonly R[]): R[] {
  return [...rows].sort((one, other) => rank(one) - rank(other) || one.id - other.id)
}

/** The order of the list that one came from; where it held what waits, what was decided meanwhile comes last. */
export function asListed<R extends Row>(rows: readonly R[], waiting: boolean): R[] {
  return waiting ? [...rows.filter((row) => row.status === 'completed'), ...rows.filter((row) => row.status !== 'completed')] : [...rows]
}

/** The order that was walked through stays while what it holds is decided: what is new joins its end. */
export function keepOrder(before: readonly number[], rows: readonly Row[], sorted: (rows: readonly Row[]) => readonly Row[] = inQueue): number[] {
  const there = new Set(rows.map((row) => row.id))
  const kept = before.filter((id) => there.has(id))
  const known = new Set(kept)
  return [...kept, ...sorted(rows.filter((row) => !known.has(row.id))).map((row) => row.id)]
}

export function stepFrom(order: readonly number[], id: number, by: 1 | -1): number | null {
  const at = order.indexOf(id)
  if (at < 0) return order[0] ?? null
  return order[at + by] ?? null
}

/** The next one that waits for a person, after this one and round to the beginning. */
export function nextOpen(order: readonly number[], rows: readonly Row[], id: number, flagged: boolean): number | null {
  const open = new Set(rows.filter((row) => row.status === 'completed' && (!flagged || row.is_flagged)).map((row) => row.id))
  const at = Math.max(0, order.indexOf(id))
  return [...order.slice(at + 1), ...order.slice(0, at)].find((each) => each !== id && open.has(each)) ?? null
}
