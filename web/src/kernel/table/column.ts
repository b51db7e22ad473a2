import type { ReactNode } from 'react'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The server's sort key, or with a list held whole, any name: then `value` gives the order. */
  sort?: string
  /** The plain value: for sorting a list held whole, and for export. */
  value?: (row: Row) => string | number | bigint
  align?: 'end'
  /** Not shown until chosen. */
  optional?: boolean
  /** Left out on narrow screens. */
  wide?: boolean
}

export interface FilterOption {
  value: string
  label: string
}

export interface Filter {
  name: string
  label: string
  kind: 'select' | 'text' | 'date' | 'month'
  options?: readonly FilterOption[]
  /** Seldom set: it waits behind the filters' button. */
  apart?: boolean
}

export interface BulkAction<Row> {
  label: string
  run: (rows: readonly Row[]) => Promise<void>
}

export interface Export {
  label: string
  run: () => Promise<void>
}
