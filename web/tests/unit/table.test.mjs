import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cell } from '../../src/kernel/csv.ts'
import { arrange } from '../../src/kernel/resource/whole.ts'
import { listSearch, readSearch, writeSearch } from '../../src/kernel/table/search.ts'

test('a list’s state survives the address bar', () => {
  const search = { page: 3, size: 50, sort: '-name', q: '12 & 3', role: 'admin' }
  assert.deepEqual(listSearch('role')(readSearch(writeSearch(search))), search)
})

test('what makes no sense in an address is left out', () => {
  assert.deepEqual(listSearch('role')({ page: '-1', size: '7', q: '', role: '', other: 'x' }), {})
  assert.deepEqual(listSearch()({ page: '1', size: '25' }), {})
})

const columns = [
  { id: 'name', header: 'Name', sort: 'name', value: (row) => row.name, cell: () => null },
  { id: 'size', header: 'Size', sort: 'size', value: (row) => row.size, cell: () => null },
]
const rows = [{ name: 'b', size: 10n }, { name: 'a', size: 9n }, { name: 'c', size: 100n }]
const names = (search) => arrange(rows, columns, search, (row) => row.name).rows.map((row) => row.name).join('')

test('a list held whole is sorted by value, not by spelling', () => {
  assert.equal(names({}), 'bac')
  assert.equal(names({ sort: 'name' }), 'abc')
  assert.equal(names({ sort: '-size' }), 'cba')
  assert.equal(names({ sort: 'unknown' }), 'bac')
})

test('a list held whole is searched and paged', () => {
  assert.equal(names({ q: 'A' }), 'a')
  assert.deepEqual(arrange(rows, columns, { page: 2, size: 2 }, (row) => row.name), { rows: [rows[2]], total: 3 })
})

test('CSV cells are quoted, and never run as formulas', () => {
  assert.equal(cell('plain'), 'plain')
  assert.equal(cell('a,"b"'), '"a,""b"""')
  assert.equal(cell('=1+1'), "'=1+1")
  assert.equal(cell('@x'), "'@x")
  assert.equal(cell('-5.00'), '-5.00')
  assert.equal(cell(7), '7')
})
