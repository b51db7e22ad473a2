// The order of bad rows in the table.
import type { Fault } from './shapes'

export const FAULT_COLUMNS = ['row', 'loan_id', 'column', 'value', 'error'] as const
export type FaultColumn = (typeof FAULT_COLUMNS)[number]

export interface FaultOrder {
  by: FaultColumn
  down: boolean
}

/** Equal ones stay in the order of the file. */
export function ordered(faults: readonly Fault[], { by, down }: FaultOrder): Fault[] {
  const sign = down ? -1 : 1
  return [...faults].sort((one, other) => {
    const order = by === 'row' ? one.row - other.row : one[by].localeCompare(other[by], undefined, { numeric: true })
    return order === 0 ? one.row - other.row : order * sign
  })
}

/** How often each reason stands, the most frequent first: what to mend before anything else. */
export function reasons(faults: readonly Fault[]): { error: string; column: string; count: number }[] {
  const found = new Map<string, { error: string; column: string; count: number }>()
  for (const { column, error } of faults) {
    const key = `${column}\n${error}`
    const held = found.get(key)
    if (held) held.count += 1
    else found.set(key, { column, error, count: 1 })
  }
  return [...found.values()].sort((one, other) => other.count - one.count || one.column.localeCompare(other.column))
}
