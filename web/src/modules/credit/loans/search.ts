// What the address of the grid holds beside the filter: the order.
import type { Query } from '@/kernel/api/types'
import type { LOANS } from '../credit'

type Sort = NonNullable<Query<typeof LOANS>['sort']>

export const SORTS = [
  'loan_id', 'borrower', 'amount', 'rate', 'sector', 'maturity_date', 'credit_rating', 'status', 'country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio', 'created_at', 'updated_at',
] as const satisfies readonly Sort[]

export interface Order {
  sort: (typeof SORTS)[number]
  order: 'asc' | 'desc'
}

export function loanSearch(raw: Record<string, unknown>): { sort?: string } {
  return typeof raw.sort === 'string' && orderOf(raw.sort) ? { sort: raw.sort } : {}
}

/** `-amount` → by amount, the largest first. */
export function orderOf(sort: unknown): Order | null {
  if (typeof sort !== 'string') return null
  const down = sort.startsWith('-')
  const key = SORTS.find((each) => each === (down ? sort.slice(1) : sort))
  return key ? { sort: key, order: down ? 'desc' : 'asc' } : null
}
