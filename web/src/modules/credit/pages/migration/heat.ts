// How warm a cell of the matrix is. Pure.
import { notch, RATINGS } from '../../credit'

/** Better, worse or the same. */
export function wayOf(from: string, to: string): 'up' | 'down' | 'stay' {
  const moved = notch(to) - notch(from)
  return moved === 0 ? 'stay' : moved < 0 ? 'up' : 'down'
}

/** How much colour a share gets, in percent: the root, so that small shares are seen too, and never so much that figures
 *  on it cannot be read. */
export function heatOf(share: number): number {
  return Math.round(Math.sqrt(Math.max(0, Math.min(1, share))) * 38 * 10) / 10
}

/** The ratings that stand in the lines or the columns, best first, without gaps between the best and the worst. */
export function spanOf(found: readonly string[]): string[] {
  const places = found.map(notch).filter((at) => at >= 0)
  return places.length === 0 ? [] : RATINGS.slice(Math.min(...places), Math.max(...places) + 1)
}
