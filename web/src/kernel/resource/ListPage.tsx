// A list with its drawer beside it. The list stays while the drawer's address changes.
import { Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback } from 'react'
import { Page } from '../Page'
import { DataTable, type DataTableProps } from '../table/DataTable'

type Table<Row extends object> = Omit<DataTableProps<Row>, 'search' | 'onSearch' | 'openId' | 'label' | 'rowLink'>

interface ListPageProps<Row extends object> extends Table<Row> {
  title: string
  hint?: string
  actions?: ReactNode
  above?: ReactNode
  below?: ReactNode
  /** The list's own address; a record's is one part longer. */
  path: string
}

export function ListPage<Row extends object>({ title, hint, actions, above, below, path, ...table }: ListPageProps<Row>) {
  const [search, onSearch] = useListSearch()
  const open = useRouterState({ select: (state) => state.location.pathname.slice(path.length + 1) })
  return (
    <div className="with-panel">
      <div className="list">
        <Page title={title} actions={actions} {...(hint ? { hint } : {})}>
          {above}
          <DataTable
            {...table} label={title} search={search} onSearch={onSearch}
            rowLink={(row) => `${path}/${encodeURIComponent(table.rowId(row))}`}
            {...(open ? { openId: decodeURIComponent(open) } : {})}
          />
          {below}
        </Page>
      </div>
      <Outlet />
    </div>
  )
}

/** The list's state from the URL, and how to change a part of it. */
export function useListSearch() {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback(
    (part: Record<string, unknown>) => {
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => ({ ...before, ...part })) as never,
        // Typing a search should not fill the browser's history.
        replace: 'q' in part,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change] as const
}
