// What a chart of several series is made of. Pure, so that tests can look at it.

export type Tint = 'accent' | 'still' | 'good' | 'warn' | 'bad' | 'grave'

export interface Series {
  key: string
  name: string
  /** One for each label; null where there is none. */
  values: readonly (number | null)[]
  kind?: 'bar' | 'line'
  tint?: Tint
  /** Where a line stands among its like, 0 for the oldest, 1 for the newest: the older, the paler. */
  shade?: number
  dashed?: boolean
  /** What the table says, where a curve is drawn in two pieces. */
  told?: readonly (number | null)[]
  /** A second piece: not among the keys, and not in the table. */
  tail?: boolean
  /** On the scale at the right, from 0 to 1. */
  share?: boolean
}

/** A vertical line at a label. */
export interface Mark {
  at: number
  name: string
}

/** The lines of a table behind a chart: a label and the figure of each series. */
export function tableOf(labels: readonly string[], series: readonly Series[]): (string | number)[][] {
  return labels.map((label, at) => [label, ...series.filter(({ tail }) => !tail).map(({ values, told }) => (told ?? values)[at] ?? '')])
}

/** The colours of the statuses, the same in every chart, in the order of the scale. */
export const STATUS_TINTS: readonly Tint[] = ['good', 'warn', 'bad', 'grave']

/** How far along a row something stands, for paling colours: 0 to 1. */
export function shadeOf(at: number, count: number): number {
  return count < 2 ? 1 : at / (count - 1)
}

/** The index of the greatest; -1 of nothing. Of equal ones the first. */
export function greatest(values: readonly number[]): number {
  return values.reduce((best, value, at) => (best < 0 || value > (values[best] ?? value) ? at : best), -1)
}
