// Policies and claims: their types, how they are asked for, and the words for where they stand.
import i18next from 'i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'

export const POLICIES = '/api/v1/insurance/policies'
export const POLICY = '/api/v1/insurance/policies/{id}'
export const CLAIMS = '/api/v1/insurance/claims'
export const CLAIM = '/api/v1/insurance/claims/{id}'
export const BOOK = '/api/v1/insurance/admin/policies'
export const QUEUE = '/api/v1/insurance/admin/claims'
/** Whatever is asked again after a change. */
export const ALL = '/api/v1/insurance'

export type Policy = Answer<typeof POLICIES>[number]
export type Claim = Answer<typeof CLAIMS>[number]
export type Reviewed = Answer<typeof QUEUE>[number]
export type ClaimDocument = Answer<'/api/v1/insurance/claims/{id}/documents'>[number]
export type PolicyType = Policy['policy_type']
export type PolicyStatus = Policy['status']
export type ClaimStatus = Claim['status']

export const TYPES = ['health', 'auto', 'home', 'life'] as const satisfies readonly PolicyType[]
export const POLICY_STATUSES = ['active', 'expired', 'cancelled'] as const satisfies readonly PolicyStatus[]
export const CLAIM_STATUSES = ['pending', 'approved', 'rejected', 'paid'] as const satisfies readonly ClaimStatus[]
export const POLICY_TONES: Record<PolicyStatus, Tone> = { active: 'good', expired: 'warn', cancelled: 'still' }
export const CLAIM_TONES: Record<ClaimStatus, Tone> = { pending: 'open', approved: 'good', rejected: 'bad', paid: 'good' }

export const typeName = (type: PolicyType) => i18next.t(`insurance:type.${type}`)
export const policyStatusName = (status: PolicyStatus) => i18next.t(`insurance:policyStatus.${status}`)
export const claimStatusName = (status: ClaimStatus) => i18next.t(`insurance:claimStatus.${status}`)

const PAGE = 100

/** A person's own policies and claims are few: they are fetched whole. */
export async function wholeList<Row>(
  fetch: (page: { skip: number; limit: number }) => Promise<{ data?: Row[]; response: Response }>,
): Promise<{ rows: Row[]; total: number }> {
  const rows: Row[] = []
  for (;;) {
    const { data = [], response } = await fetch({ skip: rows.length, limit: PAGE })
    rows.push(...data)
    const total = Number(response.headers.get('x-total-count') ?? rows.length)
    if (data.length < PAGE || rows.length >= total) return { rows, total: rows.length }
  }
}

/** The policies that one may claim on now. */
export const claimableQuery = {
  queryKey: ['get', POLICIES, { status: 'active' }, 'claimable'] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    wholeList<Policy>((page) => client.GET(POLICIES, { params: { query: { status: 'active', ...page } }, signal })),
}

export function ownClaimsQuery(search: Record<string, unknown>) {
  const status = CLAIM_STATUSES.find((each) => each === search.status)
  return {
    queryKey: ['get', CLAIMS, { status }, 'whole'] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      wholeList<Claim>((page) => client.GET(CLAIMS, { params: { query: { ...(status ? { status } : {}), ...page } }, signal })),
    placeholderData: (before: { rows: Claim[]; total: number } | undefined) => before,
  }
}

export interface Held<Row> {
  row: Row
  etag: string | null
}

export function policyQuery(id: number) {
  return {
    queryKey: ['get', POLICY, id] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Held<Policy>> => {
      const { data, response } = await client.GET(POLICY, { params: { path: { id } }, signal })
      return { row: data as Policy, etag: response.headers.get('etag') }
    },
  }
}

export function claimQuery(id: number) {
  return {
    queryKey: ['get', CLAIM, id] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Held<Claim>> => {
      const { data, response } = await client.GET(CLAIM, { params: { path: { id } }, signal })
      return { row: data as Claim, etag: response.headers.get('etag') }
    },
  }
}

export const decisionsQuery = (id: number) => $api.queryOptions('get', '/api/v1/insurance/claims/{id}/decisions', { params: { path: { id } } })
export const documentsQuery = (id: number) => $api.queryOptions('get', '/api/v1/insurance/claims/{id}/documents', { params: { path: { id } } })
export const reviewQuery = (id: number) => $api.queryOptions('get', '/api/v1/insurance/admin/claims/{id}', { params: { path: { id } } })

/** What of the book is shown: all of it, unless one asks for a kind, a state or a holder. */
export function bookFilters(search: ListSearch & Record<string, unknown>): Query<typeof BOOK> {
  const type = TYPES.find((each) => each === search.type)
  const status = POLICY_STATUSES.find((each) => each === search.status)
  const holder = holderOf(search)
  return {
    ...(type ? { policy_type: type } : {}),
    ...(status ? { status } : {}),
    ...(holder !== null ? { holder_id: holder } : {}),
    ...(search.q ? { search: search.q } : {}),
  }
}

/** The person whose policies are asked for; null for everybody's. */
export function holderOf(search: Record<string, unknown>): number | null {
  const id = Number(search.holder_id)
  return search.holder_id && Number.isSafeInteger(id) ? id : null
}

export function bookQuery(search: ListSearch & Record<string, unknown>) {
  const size = search.size ?? PAGE_SIZE
  const query = { ...bookFilters(search), skip: ((search.page ?? 1) - 1) * size, limit: size }
  return {
    queryKey: ['get', BOOK, query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { data = [], response } = await client.GET(BOOK, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
    placeholderData: (before: { rows: Policy[]; total: number } | undefined) => before,
  }
}

export type Shown = ClaimStatus | 'every'
export const SHOWN = ['pending', 'approved', 'rejected', 'paid', 'every'] as const satisfies readonly Shown[]
const ORDERS = ['submitted_at', '-submitted_at', 'amount', '-amount', 'age', '-age'] as const satisfies readonly NonNullable<Query<typeof QUEUE>['sort']>[]

/** What the queue shows: what waits for a decision, unless one asks for something else. */
export function shownOf(search: Record<string, unknown>): Shown {
  return SHOWN.find((each) => each === search.show) ?? 'pending'
}

export function queueFilters(search: ListSearch & Record<string, unknown>): Query<typeof QUEUE> {
  const show = shownOf(search)
  const type = TYPES.find((each) => each === search.type)
  const sort = ORDERS.find((each) => each === search.sort)
  return {
    ...(show === 'every' ? {} : { status: show }),
    ...(type ? { policy_type: type } : {}),
    ...(search.flagged ? { flagged: true } : {}),
    ...(search.q ? { search: search.q } : {}),
    ...(sort ? { sort } : {}),
  }
}

export function queueQuery(search: ListSearch & Record<string, unknown>) {
  const size = search.size ?? PAGE_SIZE
  const query = { ...queueFilters(search), skip: ((search.page ?? 1) - 1) * size, limit: size }
  return {
    queryKey: ['get', QUEUE, query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { data = [], response } = await client.GET(QUEUE, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
    placeholderData: (before: { rows: Reviewed[]; total: number } | undefined) => before,
  }
}
