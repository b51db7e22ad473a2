// Where things stand on a page, in points from its top left; the picture is scaled, so places become shares.
import type { PageWord } from '../invoices'

export type Area = readonly number[]
export interface Place { left: string; top: string; width: string; height: string }
interface Size { width: number; height: number }

const MARGIN = 2

/** Whether it is a place at all: what was reckoned and not read has none. */
export function isPlace(area: Area | null | undefined): area is Area {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = area ?? []
  return x1 > x0 && y1 > y0
}

export function placeOf(area: Area, page: Size): Place {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = area
  const share = (part: number, whole: number) => `${Math.max(0, Math.min(100, (part / whole) * 100)).toFixed(3)}%`
  return {
    left: share(Math.min(x0, x1) - MARGIN, page.width), top: share(Math.min(y0, y1) - MARGIN, page.height),
    width: share(Math.abs(x1 - x0) + 2 * MARGIN, page.width), height: share(Math.abs(y1 - y0) + 2 * MARGIN, page.height),
  }
}

export function holds(area: Area, x: number, y: number, margin = MARGIN): boolean {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = area
  return x >= x0 - margin && x <= x1 + margin && y >= y0 - margin && y <= y1 + margin
}

/** The word under a point; beside small print a little wide of it will do. */
export function wordAt(words: readonly PageWord[], x: number, y: number): PageWord | null {
  return words.find((word) => holds(word.area, x, y, 0)) ?? words.find((word) => holds(word.area, x, y, 3)) ?? null
}

/** The words that a drawn rectangle covers by their middle. */
export function wordsIn(words: readonly PageWord[], from: readonly [number, number], to: readonly [number, number]): PageWord[] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])]
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])]
  return words.filter(({ area: [x0 = 0, y0 = 0, x1 = 0, y1 = 0] }) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
    return x >= left && x <= right && y >= top && y <= bottom
  })
}

/** Words as a person would copy them: those of a line with blanks between them. */
export function joined(words: readonly PageWord[]): string {
  return words.map((word) => word.text).join(' ')
}
