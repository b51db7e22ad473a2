// Lines of a register: one account with its running balance, or all accounts.
import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { type Money, money, wire } from '@/kernel/money'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { REGISTER, type Transaction, type TransactionFilter, TRANSACTIONS } from '../books'

export type Patch = Body<'/api/v1/financial/transactions/{id}', 'patch'>
export type NewTransaction = Body<typeof TRANSACTIONS>

export interface Line {
  transaction: Transaction
  /** As the account sees it; a transfer over all accounts is seen from where it left. */
  amount: Money
  balance: Money | null
}

export interface Lines {
  rows: Line[]
  total: number
}

export type RegisterSearch = ListSearch & {
  account?: string
  category?: string
  type?: string
  status?: string
  from?: string
  to?: string
  import?: string
}

/** In the category filter: what has none. */
export const NONE = 'none'

/** What the address says, as the server wants it. */
export function filterOf(search: RegisterSearch, accountId?: number): TransactionFilter {
  const filter: TransactionFilter = {}
  const account = accountId ?? whole(search.account)
  if (account !== undefined) filter.account_id = account
  if (search.category === NONE) filter.uncategorised = true
  else if (whole(search.category) !== undefined) filter.category_id = Number(search.category)
  if (whole(search.import) !== undefined) filter.import_id = Number(search.import)
  const type = (['deposit', 'withdrawal', 'transfer', 'opening'] as const).find((each) => each === search.type)
  if (type) filter.type = type
  const status = (['pending', 'completed'] as const).find((each) => each === search.status)
  if (status) filter.status = status
  if (day(search.from)) filter.from = day(search.from) as string
  if (day(search.to)) filter.to = day(search.to) as string
  if (search.q) filter.search = search.q
  return filter
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function day(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined
}

/** A running balance makes sense only where no line is left out. */
export function withBalance(search: RegisterSearch, accountId: number | undefined): boolean {
  return accountId !== undefined && Object.keys(filterOf(search)).length === 0
}

export function linesQuery(search: RegisterSearch, accountId?: number) {
  const size = search.size ?? PAGE_SIZE
  const page = { skip: ((search.page ?? 1) - 1) * size, limit: size }
  const running = withBalance(search, accountId)
  const filter = filterOf(search, accountId)
  return queryOptions({
    queryKey: ['get', running ? REGISTER : TRANSACTIONS, 'lines', { ...filter, ...page }],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Lines> => {
      if (running && accountId !== undefined) {
        const { data = [], response } = await client.GET(REGISTER, { params: { path: { id: accountId }, query: page }, signal })
        return { rows: data.map((each) => ({ transaction: each.transaction, amount: money(each.amount), balance: money(each.balance) })), total: totalOf(response, data) }
      }
      const { data = [], response } = await client.GET(TRANSACTIONS, { params: { query: { ...filter, ...page } }, signal })
      return { rows: data.map((each) => ({ transaction: each, amount: seen(each, filter.account_id), balance: null })), total: totalOf(response, data) }
    },
  })
}

function totalOf(response: Response, rows: readonly unknown[]): number {
  return Number(response.headers.get('x-total-count') ?? rows.length)
}

/** What a transaction does to an account: a transfer brings to one what it takes from the other. */
export function seen(transaction: Transaction, accountId: number | undefined): Money {
  const arrives = accountId !== undefined && transaction.to_account_id === accountId && transaction.account_id !== accountId
  return money(arrives ? transaction.to_amount : transaction.amount)
}

/** Shows a change before the server has answered; the return value takes it back. */
export function showAtOnce(queries: QueryClient, id: number, change: (line: Line) => Line | null): () => void {
  const before = queries.getQueriesData<Lines>({ predicate: ({ queryKey }) => queryKey[2] === 'lines' })
  for (const [key, lines] of before) {
    if (!lines) continue
    const rows = lines.rows.flatMap((line) => {
      if (line.transaction.id !== id) return [line]
      const next = change(line)
      return next ? [next] : []
    })
    queries.setQueryData<Lines>(key, { rows, total: lines.total - (lines.rows.length - rows.length) })
  }
  return () => { for (const [key, lines] of before) queries.setQueryData(key, lines) }
}

/** A transaction made again as it was, for Undo. */
export function again(of: Transaction): NewTransaction {
  const split = of.splits.length > 1
  return {
    account_id: of.account_id, date: of.date, payee: of.payee, memo: of.memo, amount: wire(money(of.amount)), status: of.status,
    ...(of.to_account_id !== null ? { to_account_id: of.to_account_id, to_amount: of.to_amount === null ? null : wire(money(of.to_amount)) } : {}),
    ...(split ? { splits: of.splits.map(({ amount, category, memo }) => ({ amount: wire(money(amount)), category, memo })) } : of.to_account_id === null ? { category: of.category } : {}),
  }
}
