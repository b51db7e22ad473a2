// A month of budgets in one currency, as the server reckons it.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'

export const MONTH = '/api/v1/financial/budget-months/{month}'
export type BudgetMonth = Answer<typeof MONTH>

export function monthQuery(month: string, currency: string | undefined) {
  return queryOptions({
    queryKey: ['get', MONTH, month, currency ?? null],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await client.GET(MONTH, { params: { path: { month }, query: currency ? { currency } : {} }, signal })).data as BudgetMonth,
  })
}
