// The books: accounts, categories and transactions, and how the pages ask for them.
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import { monthOf } from '@/kernel/dates'
import { refetch } from '@/kernel/live'
import { wholeList } from './wholeList'

export const ACCOUNTS = '/api/v1/financial/accounts'
export const CATEGORIES = '/api/v1/financial/categories'
export const TRANSACTIONS = '/api/v1/financial/transactions'
export const REGISTER = '/api/v1/financial/accounts/{id}/register'

export type Account = Answer<typeof ACCOUNTS>[number]
export type AccountKind = Account['kind']
export type Category = Answer<typeof CATEGORIES>[number]
export type Transaction = Answer<typeof TRANSACTIONS>[number]
export type TransactionFilter = Query<typeof TRANSACTIONS>

/** In the order in which people think of them: what is at hand first, debts after. */
export const KINDS = ['checking', 'savings', 'cash', 'credit_card', 'loan', 'investment', 'other'] as const satisfies readonly AccountKind[]

export const accountsQuery = queryOptions({
  queryKey: ['get', ACCOUNTS, 'whole'],
  queryFn: async ({ signal }) => (await wholeList<Account>((page) => client.GET(ACCOUNTS, { params: { query: page }, signal }))).rows,
})

export const categoriesQuery = queryOptions({
  queryKey: ['get', CATEGORIES, 'whole'],
  queryFn: async ({ signal }) => (await wholeList<Category>((page) => client.GET(CATEGORIES, { params: { query: page }, signal }))).rows,
})

/** What one booking changes: balances, months, the home page. All of it is asked again. */
export function useBooksChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([refetch(queries, '/api/v1/financial'), refetch(queries, '/api/user/dashboard')])
  }
}

/** This day where one is, as the server writes days. */
export function today(now: Date = new Date()): string {
  return `${monthOf(now)}-${String(now.getDate()).padStart(2, '0')}`
}

/** The last day of a month. */
export function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${month}-${new Date(year, number, 0).getDate()}`
}
