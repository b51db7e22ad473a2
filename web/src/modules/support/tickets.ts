// Tickets: their types, how they are asked for and changed, and the words for where they stand.
import i18next from 'i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer, Body, Query } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'

export const ALL = '/api/v1/support'
export const MINE = '/api/v1/support/my-tickets'
export const QUEUE = '/api/v1/support/queue'
export const ONE = '/api/v1/support/{id}'

export type Ticket = Answer<typeof QUEUE>[number]
export type Message = Answer<'/api/v1/support/{id}/messages'>[number]
export type TicketStatus = Ticket['status']
export type Priority = Ticket['priority']

export const STATUSES = ['open', 'in_progress', 'resolved', 'closed'] as const satisfies readonly TicketStatus[]
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]
export const TONES: Record<TicketStatus, Tone> = { open: 'open', in_progress: 'warn', resolved: 'good', closed: 'still' }

export const statusName = (status: TicketStatus) => i18next.t(`support:status.${status}`)
export const priorityName = (priority: Priority) => i18next.t(`support:priority.${priority}`)

const ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at', 'priority', '-priority'] as const satisfies readonly NonNullable<Query<typeof QUEUE>['sort']>[]

type Search = ListSearch & Record<string, unknown>
interface Page { rows: Ticket[]; total: number }

function paged(search: Search) {
  const size = search.size ?? PAGE_SIZE
  return { skip: ((search.page ?? 1) - 1) * size, limit: size }
}

export function queueFilters(search: Search): Query<typeof QUEUE> {
  const status = STATUSES.find((each) => each === search.status)
  const priority = PRIORITIES.find((each) => each === search.priority)
  const sort = ORDERS.find((each) => each === search.sort)
  return {
    ...(status ? { status } : {}),
    ...(priority ? { priority } : {}),
    ...(search.assignee ? { assignee: String(search.assignee) } : {}),
    ...(search.q ? { search: search.q } : {}),
    ...(sort ? { sort } : {}),
  }
}

export function queueQuery(search: Search) {
  const query = { ...queueFilters(search), ...paged(search) }
  return {
    queryKey: ['get', QUEUE, query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Page> => {
      const { data = [], response } = await client.GET(QUEUE, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
    placeholderData: (before: Page | undefined) => before,
  }
}

export function mineQuery(search: Search) {
  const status = STATUSES.find((each) => each === search.status)
  const query = { ...(status ? { status } : {}), ...paged(search) }
  return {
    queryKey: ['get', MINE, query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Page> => {
      const { data = [], response } = await client.GET(MINE, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
    placeholderData: (before: Page | undefined) => before,
  }
}

/** A ticket with the tag that says which version of it this is. */
export function ticketQuery(id: number) {
  return {
    queryKey: ['get', ONE, id] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<{ row: Ticket; etag: string | null }> => {
      const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
      return { row: data as Ticket, etag: response.headers.get('etag') }
    },
  }
}

const LONGEST = 500

export const messagesQuery = (id: number) =>
  $api.queryOptions('get', '/api/v1/support/{id}/messages', { params: { path: { id }, query: { limit: LONGEST } } })
export const answerersQuery = $api.queryOptions('get', '/api/v1/support/admin/answerers', undefined, { staleTime: 300_000 })

export type Change = Body<typeof ONE, 'put'>

export async function change(id: number, body: Change, etag: string | null = null): Promise<void> {
  await client.PUT(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })
}
