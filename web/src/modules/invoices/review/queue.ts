// The invoices that one steps through: those of the list that it was opened from, else those of its batch.
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { showFilter } from '../batch/show'
import type { Invoice } from '../invoices'
import { type InvoiceFilter, invoiceFilter, type Search, wholeQuery } from '../queries'
import { asListed, keepOrder } from './order'

export interface Queue { rows: readonly Invoice[]; order: readonly number[] }

const NARROWING = ['status', 'flagged', 'stage', 'assigned', 'from', 'until', 'due', 'min', 'max', 'batch', 'vendor', 'q'] as const

export function filterOf(search: Search, batchId: number | undefined, me: number): InvoiceFilter | null {
  const { status, ...rest } = search
  // What is decided drops out of its status: one goes on through what the list held.
  if (NARROWING.some((name) => search[name])) return status === 'completed' ? invoiceFilter(rest, me) : invoiceFilter(search, me)
  return batchId === undefined ? null : { batch_id: batchId, ...(search.show === 'open' ? {} : showFilter(search.show)) }
}

export function useQueue(search: Search, batchId: number | undefined, me: number): Queue {
  const filter = filterOf(search, batchId, me)
  // A batch is walked through by what is most in doubt, a list as it was shown.
  const listed = Boolean(search.sort) || NARROWING.some((name) => name !== 'batch' && search[name])
  const { data } = useQuery(wholeQuery(filter ?? {}, filter !== null, listed ? search.sort : undefined))
  const key = JSON.stringify([filter, listed, search.sort])
  const kept = useRef<{ key: string; order: number[] }>({ key: '', order: [] })
  const rows = filter === null ? [] : data?.rows ?? []
  const before = kept.current.key === key ? kept.current.order : []
  const order = keepOrder(before, rows, listed ? (some) => asListed(some, search.status === 'completed') : undefined)
  kept.current = { key, order }
  return { rows, order }
}
