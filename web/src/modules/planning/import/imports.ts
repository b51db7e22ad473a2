// Imports: a bank's file on its way into the books.
import { queryOptions } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer, Body } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'
import type { AccountKind } from '../books'

export const IMPORTS = '/api/v1/financial/imports'
export const IMPORT = '/api/v1/financial/imports/{id}'
export const LINES = '/api/v1/financial/imports/{id}/lines'

export type Import = Answer<typeof IMPORTS>[number]
export type ImportLine = Answer<typeof LINES>[number]
export type Verdict = ImportLine['verdict']
export type Source = Import['sources'][number]
export type Mapping = NonNullable<Import['understanding']['mapping']>
export type Role = Mapping['columns'][number]
export type Decisions = Body<typeof LINES, 'put'>
export type Change = Body<typeof IMPORT, 'put'>

export const TONES: Record<Import['status'], Tone> = { reading: 'open', ready: 'warn', booking: 'open', done: 'good', failed: 'bad', cancelled: 'still' }
export const VERDICTS = ['new', 'known', 'near', 'unreadable'] as const satisfies readonly Verdict[]
export const ROLES = [
  'ignored', 'date', 'value_date', 'payee', 'counterparty', 'memo', 'amount', 'debit', 'credit', 'direction', 'balance', 'currency',
  'category', 'account', 'reference', 'end_to_end', 'number', 'code', 'status',
] as const satisfies readonly Role[]

export const LINES_PAGE = 50

export function importQuery(id: number) {
  return queryOptions({
    queryKey: ['get', IMPORT, id],
    retry: false,
    queryFn: async ({ signal }) => (await client.GET(IMPORT, { params: { path: { id } }, signal })).data as Import,
    // The socket tells sooner; this is for when it is down.
    refetchInterval: ({ state }) => (moving(state.data) ? 2_000 : false),
  })
}

export function moving(of: Import | undefined): boolean {
  return of?.status === 'reading' || of?.status === 'booking'
}

export function linesQuery(id: number, verdict: Verdict, page: number) {
  return queryOptions({
    queryKey: ['get', LINES, id, verdict, page],
    queryFn: async ({ signal }) => {
      const { data = [], response } = await client.GET(LINES, {
        params: { path: { id }, query: { verdict, skip: (page - 1) * LINES_PAGE, limit: LINES_PAGE } }, signal,
      })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  })
}

/** What a bank calls an account, in the words of the books. */
export function kindOf(source: Source): AccountKind {
  switch (source.kind) {
    case 'savings': case 'credit_card': case 'investment': case 'cash': return source.kind
    case 'credit': case 'liability': return 'loan'
    case 'asset': return 'other'
    default: return 'checking'
  }
}

/** How another way to read the file differs from this one. */
export function difference(one: Mapping, other: Mapping): ('dates' | 'decimal' | 'sign' | 'columns')[] {
  const found: ReturnType<typeof difference> = []
  if (one.dates !== other.dates) found.push('dates')
  if (one.decimal !== other.decimal) found.push('decimal')
  if (one.negate !== other.negate) found.push('sign')
  if (one.columns.join() !== other.columns.join()) found.push('columns')
  return found
}

/** Why a table cannot be read so; null when it can. */
export function lacking(columns: readonly Role[]): 'date' | 'amount' | null {
  if (!columns.includes('date') && !columns.includes('value_date')) return 'date'
  return columns.some((each) => each === 'amount' || each === 'debit' || each === 'credit') ? null : 'amount'
}
