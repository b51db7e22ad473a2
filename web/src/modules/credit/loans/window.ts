// A million rows in a box: browsers cannot make an element that high, so a long list gets a lower one,
// and an offset says which part of the list stands in it. Small steps move row by row; a drag of the bar jumps.
export const MOST_HEIGHT = 10_000_000

export interface Extent {
  /** Of all rows. */
  whole: number
  /** Of the element that scrolls. */
  height: number
  /** Of what can be seen. */
  view: number
}

export interface Place {
  /** Where the element is scrolled to. */
  top: number
  /** What is above it of the list. */
  offset: number
}

export function extent(rows: number, row: number, view: number): Extent {
  const whole = rows * row
  return { whole, height: Math.min(whole, MOST_HEIGHT), view }
}

/** Where of the list the view begins, in pixels of the whole. */
export function yOf(place: Place): number {
  return place.top + place.offset
}

/** The place that shows the list from `y` on, with room to scroll both ways. */
export function placeAt(y: number, of: Extent): Place {
  const last = Math.max(0, of.whole - of.view)
  const wanted = Math.min(Math.max(0, y), last)
  const spare = of.whole - of.height
  if (spare <= 0) return { top: wanted, offset: 0 }
  // In proportion, so that the bar tells how far down one is.
  const top = Math.round((wanted / last) * (of.height - of.view))
  return { top, offset: wanted - top }
}

/** Where one is after the element was scrolled to `top`. */
export function scrolled(before: Place, top: number, of: Extent): Place {
  if (of.whole <= of.height) return { top, offset: 0 }
  const far = Math.abs(top - before.top) >= of.view
  const room = of.height - of.view
  // A jump is in proportion; so are the very ends, where there is nothing left to move within.
  if (far || top <= 0 || top >= room) return placeAt((Math.min(Math.max(0, top), room) / room) * (of.whole - of.view), of)
  const y = Math.min(Math.max(0, top + before.offset), of.whole - of.view)
  return { top, offset: y - top }
}

/** The rows in view and a few around them. */
export function rowsAt(place: Place, of: Extent, row: number, count: number, around = 8): { first: number; end: number } {
  const y = yOf(place)
  const first = Math.max(0, Math.floor(y / row) - around)
  const end = Math.min(count, Math.ceil((y + of.view) / row) + around)
  return { first: Math.min(first, Math.max(0, count - 1)), end }
}

/** Which pages of the server's hold these rows. */
export function pagesOf(first: number, end: number, size: number): number[] {
  if (end <= first) return [0]
  const from = Math.floor(first / size)
  const to = Math.floor((end - 1) / size)
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

/** Where to scroll so that a row is wholly in view; null when it is already. */
export function revealing(index: number, place: Place, of: Extent, row: number): Place | null {
  const y = yOf(place)
  if (index * row < y) return placeAt(index * row, of)
  if ((index + 1) * row > y + of.view) return placeAt((index + 1) * row - of.view, of)
  return null
}
