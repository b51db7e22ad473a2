// Moving through the matrix by keys.
import type { Matrix } from '../realty'

/** The home that a key leads to from this one; undefined for keys that lead nowhere. */
export function step({ columns, floors }: Pick<Matrix, 'columns' | 'floors'>, from: number | undefined, key: string): number | undefined {
  const floor = floors.findIndex((each) => each.units.some((unit) => unit.id === from))
  const units = floors[floor]?.units ?? []
  const at = units.findIndex((unit) => unit.id === from)
  const here = units[at]
  if (!here) return undefined
  switch (key) {
    case 'ArrowRight': return units[at + 1]?.id
    case 'ArrowLeft': return units[at - 1]?.id
    case 'Home': return units[0]?.id
    case 'End': return units.at(-1)?.id
    case 'ArrowUp': return nearest(floors.slice(0, floor).reverse())
    case 'ArrowDown': return nearest(floors.slice(floor + 1))
    default: return undefined
  }

  /** The home in the same column, or the one closest to it, on the next floor that has homes. */
  function nearest(others: Matrix['floors']): number | undefined {
    const column = columns.indexOf(here?.column ?? '')
    const next = others.find((each) => each.units.length > 0)?.units ?? []
    const far = (name: string) => Math.abs(columns.indexOf(name) - column)
    return [...next].sort((one, other) => far(one.column) - far(other.column))[0]?.id
  }
}
