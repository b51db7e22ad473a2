// The one table: columns and rows in, and all that people expect of a list. It holds no data and
// no filters of its own: those are in the URL, and the server answers them.
import { Checkbox, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import {
  columnVisibilityFeature, rowSelectionFeature, tableFeatures, useTable, type RowSelectionState,
} from '@tanstack/react-table'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDown, IconUp } from '../icons'
import { useShortcuts } from '../keys'
import { store, stored } from '../preferences'
import { Empty, Failed } from '../states/States'
import { BulkBar } from './BulkBar'
import type { BulkAction, Column, Export, Filter } from './column'
import { Narrowed } from './Narrowed'
import { Pager } from './Pager'
import type { ListSearch } from './search'
import { Toolbar } from './Toolbar'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })

export interface DataTableProps<Row extends object> {
  /** Names what is kept for this table in the browser: its columns and saved views. */
  name: string
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  total: number
  rowId: (row: Row) => string
  rowName: (row: Row) => string
  /** Where a row opens: a path, with the list's own search kept. */
  rowLink?: (row: Row) => string
  openId?: string
  search: ListSearch & Record<string, unknown>
  onSearch: (change: Record<string, unknown>) => void
  searchable?: boolean
  filters?: readonly Filter[]
  bulk?: readonly BulkAction<Row>[]
  exports?: readonly Export[]
  error?: unknown
  retry?: () => void
  stale?: boolean
  empty: ReactNode
  footer?: ReactNode
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { columns, rows, search, onSearch, rowId, rowName, rowLink } = props
  const remembered = `bursar.columns.${props.name}`
  const [hidden, setHidden] = useState<Record<string, boolean>>(() =>
    stored(remembered, Object.fromEntries(columns.filter((each) => each.optional).map((each) => [each.id, false]))))
  const [selection, setSelection] = useState<RowSelectionState>({})
  const [at, setAt] = useState(-1)
  const body = useRef<HTMLTableSectionElement>(null)

  const definitions = useMemo(() => columns.map((each) => ({ id: each.id, header: each.header })), [columns])
  const byId = useMemo(() => new Map(columns.map((each) => [each.id, each])), [columns])
  const data = useMemo(() => [...(rows ?? [])], [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    state: { columnVisibility: hidden, rowSelection: selection },
    onColumnVisibilityChange: (next) => {
      const value = typeof next === 'function' ? next(hidden) : next
      store(remembered, value)
      setHidden(value)
    },
    onRowSelectionChange: setSelection,
  })
  const shown = table.getRowModel().rows
  const visible = table.getVisibleLeafColumns().map((each) => byId.get(each.id)).filter((each) => each !== undefined)
  const selected = shown.filter((row) => row.getIsSelected())
  const selectable = (props.bulk?.length ?? 0) > 0
  const filtered = Boolean(search.q) || (props.filters ?? []).some((each) => each.kind !== 'month' && search[each.name])

  // Another page or filter is another list: what was marked there is not here.
  const listed = JSON.stringify(search)
  useEffect(() => {
    setSelection({})
    setAt(-1)
  }, [listed])

  const open = (row: Row) => {
    const to = rowLink?.(row)
    if (to) void navigate({ to, search: true })
  }
  const step = (by: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, at + by))
    setAt(next)
    body.current?.rows[next]?.scrollIntoView({ block: 'nearest' })
  }
  const group = t('keys.table')
  useShortcuts([
    { key: 'j', label: t('keys.down'), group, run: () => step(1) },
    { key: 'k', label: t('keys.up'), group, run: () => step(-1) },
    ...(rowLink ? [{ key: 'Enter', label: t('keys.open'), group, run: () => { const row = shown[at]; if (row) open(row.original) } }] : []),
    ...(selectable ? [{ key: 'x', label: t('keys.select'), group, run: () => shown[at]?.toggleSelected() }] : []),
  ])

  const sortBy = (key: string) => {
    const descending = search.sort === key
    onSearch({ sort: search.sort === `-${key}` ? undefined : descending ? `-${key}` : key, page: undefined })
  }

  return (
    <div className="table-block">
      <Toolbar
        name={props.name} search={search} onSearch={onSearch} searchable={props.searchable ?? false}
        filters={props.filters ?? []} exports={props.exports ?? []} filtered={filtered}
        columns={table.getAllLeafColumns().map((each) => ({
          id: each.id, label: byId.get(each.id)?.header ?? each.id, shown: each.getIsVisible(), toggle: () => each.toggleVisibility(),
        }))}
      />
      <Narrowed search={search} filters={props.filters ?? []} />
      {selectable && selected.length > 0 && (
        <BulkBar
          actions={props.bulk ?? []} rows={selected.map((row) => row.original)} clear={() => setSelection({})}
        />
      )}
      {props.error !== undefined && props.error !== null && !rows ? (
        <Failed error={props.error} {...(props.retry ? { retry: props.retry } : {})} />
      ) : rows && rows.length === 0 ? (
        filtered
          ? <Empty title={t('table.noMatch')}>{t('table.noMatchHint')}</Empty>
          : props.empty
      ) : (
        <div className="table-scroll" role="region" aria-label={t('table.rows', { name: props.label })} tabIndex={0}>
          <table className="data-table" aria-busy={!rows || props.stale}>
            <thead>
              <tr>
                {selectable && (
                  <th scope="col" className="tick no-print">
                    <Checkbox
                      size="xs" aria-label={t('table.selectAll')}
                      checked={shown.length > 0 && selected.length === shown.length}
                      indeterminate={selected.length > 0 && selected.length < shown.length}
                      onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
                    />
                  </th>
                )}
                {visible.map((column) => (
                  <Head key={column.id} column={column} order={orderOf(column, search.sort)} sort={sortBy} />
                ))}
              </tr>
            </thead>
            <tbody ref={body}>
              {!rows && <Bones columns={visible.length + (selectable ? 1 : 0)} count={Math.min(8, search.size ?? 8)} />}
              {shown.map((row, index) => {
                const link = rowLink?.(row.original)
                return (
                  <tr
                    key={row.id} data-at={index === at || undefined} data-open={row.id === props.openId || undefined}
                    data-selected={row.getIsSelected() || undefined} data-link={Boolean(link) || undefined}
                    onClick={(event) => {
                      setAt(index)
                      // Links, ticks and buttons in the row act for themselves; marking text is not a click.
                      const inner = (event.target as Element).closest('a,button,input,label')
                      if (!inner && !window.getSelection()?.toString()) open(row.original)
                    }}
                  >
                    {selectable && (
                      <td className="tick no-print">
                        <Checkbox
                          size="xs" aria-label={t('table.selectRow', { name: rowName(row.original) })}
                          checked={row.getIsSelected()} onChange={() => row.toggleSelected()}
                        />
                      </td>
                    )}
                    {visible.map((column, position) => (
                      <td key={column.id} data-end={column.align} data-wide={column.wide || undefined}>
                        {position === 0 && link
                          ? <Link to={link} search={true} className="row-link">{column.cell(row.original)}</Link>
                          : column.cell(row.original)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
            {props.footer && rows && rows.length > 0 && <tfoot>{props.footer}</tfoot>}
          </table>
        </div>
      )}
      {(rows?.length ?? 0) > 0 && <Pager total={props.total} search={search} onSearch={onSearch} />}
    </div>
  )
}

type Order = 'ascending' | 'descending' | undefined

function orderOf<Row>(column: Column<Row>, sort: string | undefined): Order {
  if (!column.sort) return undefined
  return sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : undefined
}

function Head<Row>({ column, order, sort }: { column: Column<Row>; order: Order; sort: (key: string) => void }) {
  const { t } = useTranslation()
  const key = column.sort
  return (
    <th scope="col" data-end={column.align} data-wide={column.wide || undefined} aria-sort={key ? order ?? 'none' : undefined}>
      {key ? (
        <UnstyledButton className="sort" onClick={() => sort(key)} title={t('table.sortBy', { column: column.header })}>
          {column.header}
          <span className="arrow" data-on={order ? true : undefined}>{order === 'descending' ? <IconDown size={14} /> : <IconUp size={14} />}</span>
        </UnstyledButton>
      ) : (
        column.header || <VisuallyHidden>{column.id}</VisuallyHidden>
      )}
    </th>
  )
}

/** Rows of grey while the first page is on its way. */
function Bones({ columns, count }: { columns: number; count: number }) {
  return Array.from({ length: count }, (_, row) => (
    <tr key={row}>
      {Array.from({ length: columns }, (_, at) => (
        <td key={at}><Skeleton h={12} w={at === 0 ? '70%' : '50%'} my={5} /></td>
      ))}
    </tr>
  ))
}
