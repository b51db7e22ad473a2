// The list of a plain noun, made from its definition.
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../auth/session'
import { saveCsv } from '../download'
import { Guarded } from '../Guarded'
import { IconPlus } from '../icons'
import { useShortcuts } from '../keys'
import { refetch } from '../live'
import { wire } from '../money'
import { Empty } from '../states/States'
import { failed, undoable } from '../toast'
import { ListPage, useListSearch } from './ListPage'
import type { Listed, Resource } from './resource'
import { arrange } from './whole'

interface ResourcePageProps<Row extends { id: number }> {
  of: Resource<Row>
}

export function ResourcePage<Row extends { id: number }>({ of }: ResourcePageProps<Row>) {
  return <Guarded permission={of.read}><List of={of} /></Guarded>
}

function List<Row extends { id: number }>({ of }: ResourcePageProps<Row>) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const can = useCan()
  const [search] = useListSearch()
  const words = of.words()
  const filters = of.filters()
  const columns = useMemo(() => of.columns(), [of, i18n.language])
  const list = useQuery(listQuery(of, search))
  const all = list.data?.rows
  const shown = useMemo(() => all && arrange(all, columns, search, of.name), [all, columns, search, of])
  const remove = useRemove(of)

  const fresh = `${of.path}/new`
  const mayWrite = can(of.write)
  useShortcuts(mayWrite ? [{ key: 'n', label: t('keys.new'), group: t('keys.table'), run: () => void navigate({ to: fresh, search: true }) }] : [])
  const add = (
    <Button component={Link} to={fresh} search={true as never} leftSection={<IconPlus />}>{words.add}</Button>
  )
  return (
    <ListPage
      name={of.path.slice(1)} path={of.path} title={words.title} {...(words.hint ? { hint: words.hint } : {})}
      actions={<>{of.actions?.(all ?? [], search)}{mayWrite && add}</>}
      above={all && of.above?.(all, search)} below={all && of.below?.(all, search)}
      columns={columns} rows={shown?.rows} total={shown?.total ?? 0}
      rowId={(row) => String(row.id)} rowName={of.name} searchable filters={filters}
      bulk={mayWrite ? [{ label: t('remove'), run: remove }] : []}
      exports={of.exports?.(search) ?? [{ label: t('table.csv'), run: async () => saveCsv(of.path.slice(1), csvOf(columns, all ?? [])) }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={words.emptyTitle} action={mayWrite && add}>{words.emptyText}</Empty>}
    />
  )
}

/** The whole list behind the filters; page, order and search are the console's. */
export function listQuery<Row extends { id: number }>(of: Resource<Row>, search: Record<string, unknown>) {
  const query = Object.fromEntries(of.filters().map((each) => [each.name, search[each.name]]))
  return {
    queryKey: ['get', of.api, { params: { query } }, 'whole'] as const,
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Listed<Row>> => of.list(search, signal),
    placeholderData: (before: Listed<Row> | undefined) => before,
  }
}

/** Deletes at once, with Undo; what fails comes back by itself. */
export function useRemove<Row extends { id: number }>(of: Resource<Row>) {
  const queries = useQueryClient()
  return async (rows: readonly Row[], etag: string | null = null) => {
    const gone = new Set(rows.map((row) => row.id))
    queries.setQueriesData<Listed<Row>>({ predicate: ({ queryKey }) => queryKey[1] === of.api && queryKey[3] === 'whole' }, (list) =>
      list && { rows: list.rows.filter((row) => !gone.has(row.id)), total: list.total - gone.size })
    const removed: Row[] = []
    try {
      for (const row of rows) {
        await of.remove(row.id, etag)
        removed.push(row)
      }
    } catch (error) {
      failed(error)
    }
    const [first] = removed
    if (first) {
      const names = removed.map(of.name).join(', ')
      undoable(of.words().deleted(names), async () => {
        for (const row of removed) await of.restore(row)
        await refetch(queries, of.api)
      })
    }
    await refetch(queries, of.api)
  }
}

function csvOf<Row>(columns: readonly { header: string; value?: (row: Row) => string | number | bigint }[], rows: readonly Row[]) {
  const plain = columns.filter((each) => each.value)
  return [
    plain.map((each) => each.header),
    ...rows.map((row) => plain.map((each) => {
      const value = each.value?.(row) ?? ''
      return typeof value === 'bigint' ? wire(value) : value
    })),
  ]
}

