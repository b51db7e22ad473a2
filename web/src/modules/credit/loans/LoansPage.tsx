// Every loan of the portfolio, a million of them if need be, narrowed and ordered by the server.
import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { store, stored, useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { Toolbar } from '@/kernel/table/Toolbar'
import { type Loan, WRITE } from '../credit'
import { count } from '../figures'
import { useChange } from '../frame/change'
import { Nothing } from '../frame/Analysis'
import { usePortfolio } from '../frame/portfolio'
import { useBulk } from './bulk'
import { columnsOf } from './columns'
import { exportsOf } from './exports'
import { Grid } from './Grid'
import { listOf, pageQuery } from './list'

const NONE: ReadonlyMap<number, Loan> = new Map()
const HIDDEN = 'bursar.columns.loans'

export function LoansPage() {
  const { t, i18n } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const navigate = useNavigate()
  const { id, filter, kept } = usePortfolio()
  const change = useChange()
  const mayWrite = useCan()(WRITE)
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const sort = typeof raw.sort === 'string' ? raw.sort : undefined
  const open = useParams({ strict: false, select: (params: Record<string, string>) => params.loan })
  const [hidden, setHidden] = useState<Record<string, boolean>>(() => stored(HIDDEN, {}))
  const columns = useMemo(() => columnsOf(t, locale), [t, locale, i18n.language])
  const isShown = (column: { id: string; optional?: boolean }) => hidden[column.id] ?? !column.optional
  const { list, first, stale } = useSettled(id, filter, sort)

  const fresh = `/credit/${id}/loans/new`
  useShortcuts(mayWrite ? [{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: fresh, search: true as never }) }] : [])
  const total = first.data?.total ?? 0
  // What was marked in one list is not in another.
  const listed = JSON.stringify(list)
  const [marked, setMarked] = useState<{ of: string; on: ReadonlyMap<number, Loan> }>({ of: listed, on: new Map() })
  const on = marked.of === listed ? marked.on : NONE
  const clear = () => setMarked({ of: listed, on: NONE })
  const toggle = (loan: Loan) => {
    const next = new Map(on)
    if (!next.delete(loan.id)) next.set(loan.id, loan)
    setMarked({ of: listed, on: next })
  }
  const bulk = useBulk(id, clear)
  return (
    <section aria-label={t('page.loans')}>
      <Group justify="space-between" align="center" gap="xs" mb="xs" wrap="nowrap">
        <Text size="sm" className="figure" aria-live="polite">{first.data ? t('loans.count', { count: total, shown: count(total, locale) }) : '\u00a0'}</Text>
        <Group gap="xs" wrap="nowrap" className="no-print loan-tools">
          <Toolbar
            name="loans" search={{ ...kept, ...(sort ? { sort } : {}) }} onSearch={(part) => change(part as Record<string, string | undefined>)} searchable={false} filters={[]} filtered={false}
            exports={exportsOf(id, list, total)}
            columns={columns.map((column) => ({
              id: column.id, label: column.header, shown: isShown(column),
              toggle: () => {
                const next = { ...hidden, [column.id]: !isShown(column) }
                store(HIDDEN, next)
                setHidden(next)
              },
            }))}
          />
          {mayWrite && <Button component={Link} to={fresh} search={true as never} leftSection={<IconPlus />} className="loan-new">{t('loans.add')}</Button>}
        </Group>
      </Group>
      {on.size > 0 && (
        <Group className="bulk no-print" gap="sm" role="toolbar" aria-label={plain('table.selected', { count: on.size })}>
          <Text size="sm" fw={600} aria-live="polite">{plain('table.selected', { count: on.size })}</Text>
          {bulk.map((action) => <Button key={action.label} size="compact-sm" variant="default" onClick={() => void action.run([...on.values()])}>{action.label}</Button>)}
          <Button size="compact-sm" variant="subtle" onClick={clear}>{plain('table.clearSelection')}</Button>
        </Group>
      )}
      {first.error && !first.data ? <Failed error={first.error} retry={() => void first.refetch()} /> : null}
      {!first.data && !first.error && <Lines count={10} />}
      {first.data && total === 0 && <Nothing />}
      {first.data && total > 0 && (
        <Grid
          key={listed} id={id} marks={mayWrite ? { on, toggle } : null} list={list} total={total} columns={columns.filter((column, at) => at === 0 || isShown(column))}
          sort={sort} onSort={(next) => change({ sort: next })} stale={stale} label={t('page.loans')} open={open && /^\d+$/.test(open) ? Number(open) : null}
        />
      )}
    </section>
  )
}

/** The list that is shown: the one asked for as soon as its first page is there, the one before until then. */
function useSettled(id: number, filter: object, sort: string | undefined) {
  const signature = JSON.stringify(listOf(filter, sort))
  const [settled, setSettled] = useState(signature)
  const wanted = useQuery(pageQuery(id, JSON.parse(signature), 0))
  const list = useMemo(() => JSON.parse(settled) as ReturnType<typeof listOf>, [settled])
  const shown = useQuery(pageQuery(id, list, 0))
  const ready = wanted.data !== undefined || wanted.error !== null
  useEffect(() => {
    if (ready) setSettled(signature)
  }, [ready, signature])
  return { list, first: shown, stale: settled !== signature }
}
