// The portfolio that a page is about: who it is, which of its loans are looked at, and as of when.
import { useSearch } from '@tanstack/react-router'
import { createContext, useCallback, useContext, useMemo } from 'react'
import { client } from '@/kernel/api/client'
import type { Tagged } from '@/kernel/resource/resource'
import { writeSearch } from '@/kernel/table/search'
import { type Portfolio, PORTFOLIO } from '../credit'
import { figureFilter, isNarrowed, join, kept, type LoanFilter, readAsOf, readFilter } from '../filter'

export function portfolioQuery(id: number) {
  return {
    queryKey: ['get', PORTFOLIO, id] as const, staleTime: 0,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Tagged<Portfolio>> => {
      const { data, response } = await client.GET(PORTFOLIO, { params: { path: { id } }, signal })
      return { row: data as Portfolio, etag: response.headers.get('etag') }
    },
  }
}

export const PortfolioContext = createContext<Tagged<Portfolio> | null>(null)

export interface Here {
  id: number
  portfolio: Portfolio
  etag: string | null
  /** What the address narrows the loans to. */
  filter: LoanFilter
  /** Whether it narrows them at all. */
  narrowed: boolean
  /** The day asked for; undefined is today. */
  asOf: string | undefined
  /** What goes along in links to the other pages: filter and day. */
  kept: Record<string, string>
}

/** Only below the pages of a portfolio. */
export function usePortfolio(): Here {
  const tagged = useContext(PortfolioContext)
  if (!tagged) throw new Error('usePortfolio outside of a portfolio')
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const signature = JSON.stringify(kept(raw))
  return useMemo(() => {
    const along = JSON.parse(signature) as Record<string, string>
    const filter = readFilter(along)
    return { id: tagged.row.id, portfolio: tagged.row, etag: tagged.etag, filter, narrowed: isNarrowed(filter), asOf: readAsOf(along), kept: along }
  }, [tagged, signature])
}

/** The address of the loans behind a figure: its own filter joined with the page's. */
export function loansLink(id: number, along: Record<string, string>, filter: unknown): string {
  const as_of = readAsOf(along)
  return `/credit/${id}/loans${writeSearch({ ...join(readFilter(along), figureFilter(filter)), as_of })}`
}

/** The same for the portfolio that the page is about: `const to = useLoansLink(); <Link to={to(line.filter)}>`. */
export function useLoansLink(): (filter?: unknown) => string {
  const { id, kept: along } = usePortfolio()
  return useCallback((filter?: unknown) => loansLink(id, along, filter), [id, along])
}

/** The address of another page of this portfolio, with the filter and the day. */
export function usePageLink(): (page: string, more?: Record<string, unknown>) => string {
  const { id, kept: along } = usePortfolio()
  return useCallback((page: string, more: Record<string, unknown> = {}) => `/credit/${id}${page ? `/${page}` : ''}${writeSearch({ ...along, ...more })}`, [id, along])
}
