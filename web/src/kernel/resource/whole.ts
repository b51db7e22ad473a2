// Lists short enough to be held whole are sorted, searched and paged here.
import type { Column } from '../table/column'
import { type ListSearch, PAGE_SIZE } from '../table/search'

export function arrange<Row>(
  rows: readonly Row[], columns: readonly Column<Row>[], search: ListSearch, name: (row: Row) => string,
): { rows: Row[]; total: number } {
  const wanted = (search.q ?? '').trim().toLocaleLowerCase()
  const found = wanted ? rows.filter((row) => name(row).toLocaleLowerCase().includes(wanted)) : [...rows]
  const descending = search.sort?.startsWith('-') ?? false
  const key = descending ? search.sort?.slice(1) : search.sort
  const value = columns.find((each) => each.sort === key)?.value
  if (key && value) {
    found.sort((one, other) => compare(value(one), value(other)) * (descending ? -1 : 1))
  }
  const size = search.size ?? PAGE_SIZE
  const from = ((search.page ?? 1) - 1) * size
  return { rows: found.slice(from, from + size), total: found.length }
}

function compare(one: string | number | bigint, other: string | number | bigint): number {
  if (typeof one === 'string' && typeof other === 'string') return one.localeCompare(other)
  return one < other ? -1 : one > other ? 1 : 0
}
