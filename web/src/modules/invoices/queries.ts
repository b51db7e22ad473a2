// How the pages ask: one place for keys, filters and tags.
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { $api, client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import type { Answer, Query } from '@/kernel/api/types'
import { useHeard } from '@/kernel/live'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { BATCH_STATUSES, type Detail, type Invoice, RISKS, STAGES, STATUSES } from './invoices'

type Asked = { signal: AbortSignal }
export type Search = ListSearch & Record<string, unknown>
export type InvoiceFilter = Partial<Query<'/api/invoices'>>
export interface Listed<Row> { rows: Row[]; total: number }

export const INVOICES = '/api/invoices'
export const INVOICE = '/api/invoices/{id}'
export const BATCHES = '/api/batches'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
export function numberOf(value: unknown): number | undefined {
  const number = Number(value)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** What the address asks for, as the server's filter; what makes no sense is left out. */
export function invoiceFilter(search: Search, me: number): InvoiceFilter {
  const status = STATUSES.find((each) => each === search.status)
  const current_stage = STAGES.find((each) => each === search.stage)
  const q = text(search.q)
  const [from, until] = [text(search.from), text(search.until)]
  const due_until = text(search.due)
  const [min_amount, max_amount] = [amountOf(search.min), amountOf(search.max)]
  const batch_id = numberOf(search.batch)
  const vendor_id = numberOf(search.vendor)
  return {
    ...(status ? { status } : {}), ...(current_stage ? { current_stage } : {}), ...(q ? { search: q } : {}),
    ...(search.flagged === 'yes' || search.flagged === 'no' ? { is_flagged: search.flagged === 'yes' } : {}),
    ...(search.assigned === 'me' ? { assigned_to: me } : {}),
    ...(from ? { start_date: startOf(from) } : {}), ...(until ? { end_date: startOf(until, 1) } : {}),
    ...(due_until ? { due_until } : {}), ...(min_amount === undefined ? {} : { min_amount }), ...(max_amount === undefined ? {} : { max_amount }),
    ...(batch_id ? { batch_id } : {}), ...(vendor_id ? { vendor_id } : {}),
  }
}

/** A filter's amount goes to the server as it was typed: only whether it can be read is asked here. */
function amountOf(value: unknown): number | undefined {
  const number = Number(text(String(value ?? ''))?.replace(/[,\s]/g, ''))
  return Number.isFinite(number) && text(String(value ?? '')) ? number : undefined
}

/** Midnight of a day in the reader's own zone, some days on. */
export function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

const ORDERS = ['created_at', 'invoice_date', 'due_date', 'total_amount'] as const

export function invoicesQuery(search: Search, filter: InvoiceFilter) {
  const query = { ...filter, page: search.page ?? 1, page_size: search.size ?? PAGE_SIZE, ...orderOf(search.sort) }
  return {
    queryKey: ['get', INVOICES, query] as const, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: async ({ signal }: Asked) => (await client.GET(INVOICES, { params: { query }, signal })).data as Answer<typeof INVOICES>,
  }
}

const MOST = 10

/** What the address says of the order of a list. */
function orderOf(sort: string | undefined) {
  const sort_by = ORDERS.find((each) => each === sort?.replace(/^-/, ''))
  return sort_by ? { sort_by, order: sort?.startsWith('-') ? ('desc' as const) : ('asc' as const) } : {}
}

/** All that a filter holds, up to a thousand: for stepping from one to the next. */
export function wholeQuery(filter: InvoiceFilter, enabled = true, sort?: string) {
  const order = orderOf(sort)
  return {
    queryKey: ['get', INVOICES, 'whole', { ...filter, ...order }] as const, placeholderData: keepPreviousData, staleTime: 0, enabled,
    queryFn: async ({ signal }: Asked): Promise<Listed<Invoice>> => {
      const rows: Invoice[] = []
      for (let page = 1; ; page += 1) {
        const { data } = await client.GET(INVOICES, { params: { query: { ...filter, ...order, page, page_size: 100 } }, signal })
        rows.push(...(data?.items ?? []))
        if (!data || page >= data.pages || page >= MOST) return { rows, total: data?.total ?? rows.length }
      }
    },
  }
}

export interface Tagged<T> { row: T; etag: string | null }

export function invoiceQuery(id: number) {
  return {
    queryKey: ['get', INVOICE, id] as const, staleTime: 0,
    queryFn: async ({ signal }: Asked): Promise<Tagged<Detail>> => {
      const { data, response } = await client.GET(INVOICE, { params: { path: { id } }, signal })
      return { row: data as Detail, etag: response.headers.get('etag') }
    },
  }
}

export const pagesQuery = (id: number) => $api.queryOptions('get', '/api/invoices/{id}/pages', { params: { path: { id } } }, { staleTime: Infinity, retry: false })
export const wordsQuery = (id: number, page: number) => $api.queryOptions('get', '/api/invoices/{id}/pages/{page}', { params: { path: { id, page } } }, { staleTime: Infinity, retry: false })
export const decisionsQuery = (id: number) => $api.queryOptions('get', '/api/invoices/{id}/decisions', { params: { path: { id }, query: { limit: 100 } } }, { staleTime: 0 })
export const commentsQuery = (id: number) => $api.queryOptions('get', '/api/invoices/{id}/comments', { params: { path: { id }, query: { limit: 200 } } }, { staleTime: 0 })
export const assigneesQuery = (id: number, enabled: boolean) => ({ ...$api.queryOptions('get', '/api/invoices/{id}/assignees', { params: { path: { id }, query: { limit: 200 } } }, { staleTime: 60_000 }), enabled })
export const placesQuery = $api.queryOptions('get', '/api/invoices/intake', {}, { staleTime: 0, refetchInterval: 60_000 })
export const refusedQuery = (id: number) => $api.queryOptions('get', '/api/batches/{id}/refused', { params: { path: { id }, query: { limit: 200 } } }, { staleTime: 0 })
export const historyQuery = (id: number) => $api.queryOptions('get', '/api/chat/history/{id}', { params: { path: { id } } }, { staleTime: 0 })

export function batchesQuery(search: Search, size = 20) {
  const status = BATCH_STATUSES.find((each) => each === search.status)
  const query = { page: search.page ?? 1, page_size: search.size ?? size, ...(status ? { status } : {}) }
  return $api.queryOptions('get', BATCHES, { params: { query } }, { placeholderData: keepPreviousData, staleTime: 0 })
}

export function batchQuery(id: number) {
  return {
    queryKey: ['get', '/api/batches/{id}', id] as const, staleTime: 0,
    queryFn: async ({ signal }: Asked): Promise<Tagged<Answer<'/api/batches/{id}'>>> => {
      const { data, response } = await client.GET('/api/batches/{id}', { params: { path: { id } }, signal })
      return { row: data as Answer<'/api/batches/{id}'>, etag: response.headers.get('etag') }
    },
  }
}

const VENDOR_ORDERS = ['risk_score', 'flagged_count', 'total_amount'] as const

export function vendorsQuery(search: Search) {
  const size = search.size ?? PAGE_SIZE
  const risk_category = RISKS.find((each) => each === search.risk)
  const sort_by = VENDOR_ORDERS.find((each) => each === search.order)
  const q = text(search.q)
  const query = {
    skip: ((search.page ?? 1) - 1) * size, limit: size, ...(q ? { search: q } : {}), ...(risk_category ? { risk_category } : {}), ...(sort_by ? { sort_by } : {}),
    ...(search.blacklisted === 'yes' || search.blacklisted === 'no' ? { is_blacklisted: search.blacklisted === 'yes' } : {}),
  }
  return {
    queryKey: ['get', '/api/vendors', query] as const, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: async ({ signal }: Asked): Promise<Listed<Answer<'/api/vendors'>[number]>> => {
      const { data = [], response } = await client.GET('/api/vendors', { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}

export const vendorQuery = (id: number) => $api.queryOptions('get', '/api/vendors/{id}', { params: { path: { id } } }, { staleTime: 0 })
export const hintsQuery = (id: number) => $api.queryOptions('get', '/api/vendors/{id}/hints', { params: { path: { id } } }, { staleTime: 0 })
/** A vendor without a template has none: that is no failure. */
export const templateQuery = (id: number) => ({
  queryKey: ['get', '/api/vendors/{id}/template', id] as const, staleTime: 0,
  queryFn: async ({ signal }: Asked): Promise<Answer<'/api/vendors/{id}/template'> | null> => {
    try {
      const { data } = await client.GET('/api/vendors/{id}/template', { params: { path: { id } }, signal })
      return data ?? null
    } catch (error) {
      if (asProblem(error).status === 404) return null
      throw error
    }
  },
})
export const riskQuery = (id: number) => $api.queryOptions('get', '/api/vendors/{id}/risk', { params: { path: { id }, query: { limit: 100 } } }, { staleTime: 0 })

/** The tag of a record, as the request's header; nothing where there is none. */
export const matching = (etag: string | null) => (etag ? { 'If-Match': etag } : {})

const PAUSE = 400

/** Asks again for what begins so, at most every few hundred milliseconds: a batch under way speaks often. */
export function useFresh(topics: string, paths: readonly string[]): void {
  const queries = useQueryClient()
  const timer = useRef(0)
  const again = useRef(false)
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const ask = () => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => paths.some((path) => path === queryKey[1]) })
    timer.current = window.setTimeout(() => {
      timer.current = 0
      if (!again.current) return
      again.current = false
      ask()
    }, PAUSE)
  }
  useHeard(topics, (topic) => {
    if (topic.endsWith('.stage')) return
    if (timer.current) again.current = true
    else ask()
  })
}
