// The loans of the grid, asked for in pages as they come into view.
import type { QueryClient } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import type { Tagged } from '@/kernel/resource/resource'
import { type Loan, LOAN, LOANS } from '../credit'
import type { LoanFilter } from '../filter'
import { orderOf } from './search'

export const PAGE = 200
type Loans = Answer<typeof LOANS>

/** What tells one list from another: the filter and the order. */
export function listOf(filter: LoanFilter, sort: unknown) {
  return { ...filter, ...(orderOf(sort) ?? {}) }
}

export type List = ReturnType<typeof listOf>

/** A part of a list as it is asked for. The address may hold any words; what is read from it fits the server's. */
export function listQuery(list: List, skip: number, limit: number) {
  return { ...list, skip, limit } as Query<typeof LOANS>
}

export function pageQuery(id: number, list: List, page: number) {
  const query = listQuery(list, page * PAGE, PAGE)
  return {
    queryKey: ['get', LOANS, id, list, page] as const, staleTime: 5_000, gcTime: 60_000,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Loans> => {
      const { data } = await client.GET(LOANS, { params: { path: { id }, query }, signal })
      return data as Loans
    },
  }
}

export function loanQuery(id: number, loan: number) {
  return {
    queryKey: ['get', LOAN, id, loan] as const, staleTime: 0,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Tagged<Loan>> => {
      const { data, response } = await client.GET(LOAN, { params: { path: { id, loan } }, signal })
      return { row: data as Loan, etag: response.headers.get('etag') }
    },
  }
}

/** The loan before or after one in the list, as far as the pages around it are held. */
export function neighbour(queries: QueryClient, id: number, list: List, loan: number, by: -1 | 1): number | null {
  const at = placeOf(queries, id, list, loan)
  if (at === null) return null
  const next = at + by
  if (next < 0) return null
  const page = queries.getQueryData<Loans>(pageQuery(id, list, Math.floor(next / PAGE)).queryKey)
  return page?.loans[next % PAGE]?.id ?? null
}

/** Where in the list a loan stands, if its page is held. */
export function placeOf(queries: QueryClient, id: number, list: List, loan: number): number | null {
  for (const [key, page] of queries.getQueriesData<Loans>({ queryKey: ['get', LOANS, id, list] })) {
    if (typeof key[4] !== 'number' || !page) continue
    const at = page.loans.findIndex((each) => each.id === loan)
    if (at >= 0) return key[4] * PAGE + at
  }
  return null
}
