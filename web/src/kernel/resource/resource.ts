// A plain noun: how its list is got and changed, its columns and its fields. Pages come of it.
import type { ReactNode } from 'react'
import type { Path } from '../api/types'
import type { Field, Values } from '../form/field'
import type { Draft } from '../form/RecordForm'
import type { Destination } from '../module'
import type { Column, Export, Filter } from '../table/column'
import type { ListSearch } from '../table/search'

export interface Listed<Row> {
  rows: Row[]
  total: number
}

/** A record with the tag that says which version of it this is. */
export interface Tagged<Row> {
  row: Row
  etag: string | null
}

export interface Words {
  title: string
  hint?: string
  one: string
  add: string
  emptyTitle: string
  emptyText: string
  deleted: (name: string) => string
}

export interface Resource<Row extends { id: number }> {
  /** The list's path in the console; a record's is one part longer. */
  path: Destination & string
  /** The list's path at the server: the key of its queries. */
  api: Path
  read: string
  write: string
  words: () => Words
  filters: () => readonly Filter[]
  columns: () => readonly Column<Row>[]
  fields: (row: Row | null) => readonly Field[]
  name: (row: Row) => string
  /** The form's first values: of a record, or of a new one in the list as it is filtered. */
  values: (row: Row | null, search: Record<string, unknown>) => Values
  list: (search: ListSearch & Record<string, unknown>, signal: AbortSignal) => Promise<Listed<Row>>
  get: (id: number, signal: AbortSignal) => Promise<Tagged<Row>>
  create: (draft: Draft) => Promise<Row>
  update: (id: number, draft: Draft, etag: string | null) => Promise<Row>
  remove: (id: number, etag: string | null) => Promise<unknown>
  /** Makes a deleted record again, for Undo. */
  restore: (row: Row) => Promise<Row>
  /** Beneath the list. */
  below?: (rows: readonly Row[], search: Record<string, unknown>) => ReactNode
  above?: (rows: readonly Row[], search: Record<string, unknown>) => ReactNode
  actions?: (rows: readonly Row[], search: Record<string, unknown>) => ReactNode
  facts?: (row: Row) => ReactNode
  /** The server's own files; without them the console writes the list that it holds. */
  exports?: (search: Record<string, unknown>) => readonly Export[]
}

/** A required entry of a checked form. */
export function given(draft: Draft, name: string): string {
  const value = draft[name]
  return typeof value === 'string' ? value : ''
}
