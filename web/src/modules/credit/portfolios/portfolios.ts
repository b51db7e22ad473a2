// The portfolios as the list shows them: asked for, ordered, changed.
import { keepPreviousData } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import type { Draft } from '@/kernel/form/RecordForm'
import type { Field } from '@/kernel/form/field'
import type { Listed } from '@/kernel/resource/resource'
import { matching, type Portfolio, PORTFOLIO, PORTFOLIOS } from '../credit'

/** As many as the server gives at once; nobody has more in use. */
const MOST = 500
export const SHOWN = ['inUse', 'archived', 'all'] as const
export const ORDERS = ['name', 'exposure', 'risk'] as const
export type Order = (typeof ORDERS)[number]

export function portfoliosQuery(show: (typeof SHOWN)[number], text: string) {
  const query = { limit: MOST, ...(show === 'all' ? {} : { is_active: show === 'inUse' }), ...(text ? { search: text } : {}) }
  return {
    queryKey: ['get', PORTFOLIOS, { params: { query } }] as const, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Listed<Portfolio>> => {
      const { data = [], response } = await client.GET(PORTFOLIOS, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}

/** How many are on the watch list or worse. */
export function atRisk(row: Portfolio): number {
  return row.watch_list_count + row.non_performing_count + row.defaulted_count
}

export function arranged(rows: readonly Portfolio[], order: Order): Portfolio[] {
  const share = (row: Portfolio) => (row.loan_count === 0 ? 0 : atRisk(row) / row.loan_count)
  const byName = (one: Portfolio, other: Portfolio) => one.name.localeCompare(other.name)
  return [...rows].sort((one, other) =>
    (order === 'exposure' ? Number(other.total_exposure) - Number(one.total_exposure) : order === 'risk' ? share(other) - share(one) : 0) || byName(one, other))
}

type Patch = Body<typeof PORTFOLIO, 'patch'>

export async function change(id: number, body: Patch, etag: string | null): Promise<void> {
  await client.PATCH(PORTFOLIO, { params: { path: { id } }, body, headers: matching(etag) })
}

export function fields(t: (key: 'portfolios.name' | 'portfolios.description') => string): Field[] {
  return [
    { name: 'name', label: t('portfolios.name'), kind: 'text', required: true },
    { name: 'description', label: t('portfolios.description'), kind: 'lines' },
  ]
}

export function bodyOf(draft: Draft): { name: string; description: string | null } {
  return { name: typeof draft.name === 'string' ? draft.name : '', description: typeof draft.description === 'string' ? draft.description : null }
}
