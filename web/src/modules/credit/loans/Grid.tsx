// The grid: only the rows in view exist, and only their pages are asked for.
import { Checkbox, Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDown, IconUp } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { usePreferences } from '@/kernel/preferences'
import type { Loan } from '../credit'
import type { GridColumn } from './columns'
import { type List, PAGE, pageQuery } from './list'
import { orderOf } from './search'
import { useWindow } from './useWindow'
import { pagesOf } from './window'

const HEADER = 38
const ROW = { comfortable: 38, compact: 30 } as const
/** A drag of the bar passes many pages: only where it rests are they asked for. */
const PAUSE = 70

interface GridProps {
  id: number
  list: List
  total: number
  columns: readonly GridColumn[]
  sort: string | undefined
  onSort: (sort: string | undefined) => void
  stale: boolean
  label: string
  /** The loan that is open beside the grid. */
  open: number | null
  /** The loans that are marked, where they can be. */
  marks: Marks | null
}

export interface Marks {
  on: ReadonlyMap<number, Loan>
  toggle: (loan: Loan) => void
}

export function Grid({ id, list, total, columns, sort, onSort, stale, label, open, marks }: GridProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const row = ROW[usePreferences().density]
  const { box, onScroll, reveal, place, height, perPage, first, end } = useWindow(total, row, HEADER)
  const rowAt = usePages(id, list, first, end)
  const [at, setAt] = useState(-1)

  const openAt = (index: number) => {
    const loan = rowAt(index)
    if (loan) void navigate({ to: linkTo(id, loan.id), search: true as never })
  }
  // The same for every row and every time, so that rows need not be drawn again.
  const latest = useRef(openAt)
  latest.current = openAt
  const act = useMemo<Act>(() => ({ pick: setAt, open: (index) => latest.current(index) }), [])
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index))
    setAt(next)
    reveal(next)
  }
  const group = t('keys.table')
  useShortcuts([
    { key: 'j', label: t('keys.down'), group, run: () => goTo(at + 1) },
    { key: 'k', label: t('keys.up'), group, run: () => goTo(at - 1) },
    { key: 'Enter', label: t('keys.open'), group, run: () => openAt(at) },
    ...(marks ? [{ key: 'x', label: t('keys.select'), group, run: () => mark(at) }] : []),
  ])
  const mark = (index: number) => {
    const loan = rowAt(index)
    if (loan) marks?.toggle(loan)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current) return
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + perPage, PageUp: at - perPage, Home: 0, End: total - 1 }
    const next = steps[event.key]
    if (event.key === 'Enter') openAt(at)
    else if (event.key === ' ') mark(at)
    else if (next !== undefined) goTo(next)
    else return
    event.preventDefault()
  }

  const style = { '--columns': (marks ? '38px ' : '') + columns.map(({ width, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' '), '--row': `${row}px`, '--wide': `${columns.reduce((all, { width }) => all + width, marks ? 38 : 0)}px` } as CSSProperties
  return (
    <div
      ref={box} className="loan-grid" role="grid" tabIndex={0} aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length + (marks ? 1 : 0)} aria-multiselectable={marks !== null} aria-busy={stale}
      {...(at >= first && at < end ? { 'aria-activedescendant': `loan-at-${at}` } : {})} style={style} onScroll={onScroll} onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="loan-head">
        <div role="row" aria-rowindex={1} className="loan-row">
          {marks && <div role="columnheader" className="mark"><VisuallyHidden>{t('keys.select')}</VisuallyHidden></div>}
          {columns.map((column) => <Head key={column.id} column={column} sort={sort} onSort={onSort} />)}
        </div>
      </div>
      <div role="rowgroup" className="loan-body" style={{ height }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place).map((index) => (
          <Row
            key={index} index={index} top={index * row - place.offset} loan={rowAt(index)} columns={columns} portfolio={id}
            at={index === at} isOpen={open !== null && rowAt(index)?.id === open} marks={marks} act={act}
          />
        ))}
      </div>
    </div>
  )
}

function linkTo(portfolio: number, loan: number): string {
  return `/credit/${portfolio}/loans/${loan}`
}

/** Gives the loan in a place, or nothing while its page is on the way. */
function usePages(id: number, list: List, first: number, end: number): (index: number) => Loan | undefined {
  const queries = useQueryClient()
  const pages = pagesOf(first, end, PAGE)
  const signature = pages.join(',')
  const [asked, setAsked] = useState(signature)
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(signature), PAUSE)
    return () => window.clearTimeout(timer)
  }, [signature])
  const wanted = useMemo(() => asked.split(',').map(Number), [asked])
  // Whatever arrives is read from the cache below; being asked here keeps it there and fresh.
  useQueries({ queries: wanted.map((page) => pageQuery(id, list, page)) })
  return (index) => queries.getQueryData<{ loans: Loan[] }>(pageQuery(id, list, Math.floor(index / PAGE)).queryKey)?.loans[index % PAGE]
}

interface Act {
  pick: (index: number) => void
  open: (index: number) => void
}

interface RowProps {
  index: number
  top: number
  loan: Loan | undefined
  columns: readonly GridColumn[]
  portfolio: number
  at: boolean
  isOpen: boolean
  marks: Marks | null
  act: Act
}

/** While one scrolls, only rows that come into view are drawn. */
const Row = memo(function Row({ index, top, loan, columns, portfolio, at, isOpen, marks, act }: RowProps) {
  const { t } = useTranslation()
  const marked = loan !== undefined && marks?.on.has(loan.id) === true
  return (
    <div
      role="row" id={`loan-at-${index}`} aria-rowindex={index + 2} aria-selected={marked} className="loan-row" data-at={at || undefined} data-open={isOpen || marked || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => {
        act.pick(index)
        // Links act for themselves; marking text is not a click.
        if (!(event.target as Element).closest('a,button,input,label') && !window.getSelection()?.toString()) act.open(index)
      }}
    >
      {marks && (
        <div role="gridcell" className="mark">
          {loan && <Checkbox size="xs" tabIndex={-1} aria-label={t('table.selectRow', { name: loan.loan_id })} checked={marked} onChange={() => marks.toggle(loan)} />}
        </div>
      )}
      {columns.map((column, place) => (
        <div key={column.id} role="gridcell" data-end={column.align}>
          {!loan ? <Skeleton h={10} w={place === 0 ? '80%' : '55%'} />
            : place === 0 ? <Link to={linkTo(portfolio, loan.id)} search={true as never} className="row-link" tabIndex={-1}>{column.cell(loan)}</Link> : column.cell(loan)}
        </div>
      ))}
    </div>
  )
})

function Head({ column, sort, onSort }: { column: GridColumn; sort: string | undefined; onSort: (sort: string | undefined) => void }) {
  const { t } = useTranslation()
  const order = orderOf(sort)
  const mine = order?.sort === column.sort ? order.order : undefined
  const next = mine === 'asc' ? `-${column.sort}` : mine === 'desc' ? undefined : column.sort
  return (
    <div role="columnheader" data-end={column.align} aria-sort={mine === 'asc' ? 'ascending' : mine === 'desc' ? 'descending' : 'none'}>
      <UnstyledButton className="sort" onClick={() => onSort(next)} title={t('table.sortBy', { column: column.header })}>
        {column.header}
        <span className="arrow" data-on={mine ? true : undefined}>{mine === 'desc' ? <IconDown size={14} /> : <IconUp size={14} />}</span>
      </UnstyledButton>
    </div>
  )
}
