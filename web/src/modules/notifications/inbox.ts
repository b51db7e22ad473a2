// What the inbox holds, and how it is asked for and kept.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import { refetch } from '@/kernel/live'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'

export const API = '/api/v1/notifications'
export type Notification = Answer<typeof API>[number]
export type Channel = Answer<'/api/v1/notifications/channels'>[number]
export type Filed = Notification['notification_type']

export const TYPES = ['transaction', 'alert', 'reminder', 'kyc'] as const satisfies readonly Filed[]

export const unreadQuery = $api.queryOptions('get', '/api/v1/notifications/unread/count')
export const channelsQuery = $api.queryOptions('get', '/api/v1/notifications/channels', undefined, { staleTime: 60_000 })
export const newestQuery = $api.queryOptions('get', API, { params: { query: { limit: 8 } } })

export function inboxQuery(search: ListSearch & Record<string, unknown>) {
  const size = search.size ?? PAGE_SIZE
  const filed = TYPES.find((each) => each === search.type)
  const query: Query<typeof API> = {
    ...(search.read === 'no' || search.read === 'yes' ? { is_read: search.read === 'yes' } : {}),
    ...(search.kind ? { kind: String(search.kind) } : {}),
    ...(filed ? { notification_type: filed } : {}),
    skip: ((search.page ?? 1) - 1) * size,
    limit: size,
  }
  return {
    queryKey: ['get', API, query] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const { data = [], response } = await client.GET(API, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
    placeholderData: (before: { rows: Notification[]; total: number } | undefined) => before,
  }
}

export async function markRead(queries: QueryClient, rows: readonly Notification[]): Promise<void> {
  const ids = rows.filter((row) => !row.is_read).map((row) => row.id)
  if (ids.length === 0) return
  await client.POST('/api/v1/notifications/mark-as-read', { body: { ids } })
  await refetch(queries, API)
}

export async function markAllRead(queries: QueryClient): Promise<void> {
  await client.PUT('/api/v1/notifications/mark-all-as-read')
  await refetch(queries, API)
}

/** The kind in the reader's words; what this console does not know is told by the server. */
export function kindName(kind: string, title?: string): string {
  const key = `notifications:kind.${kind.split('.')[1] ?? kind}`
  return i18next.exists(key) ? i18next.t(key as 'notifications:kind.note') : (title ?? kind)
}

/** Only a path of this console is followed. */
export function insideLink(link: string | null): string | null {
  return link !== null && /^\/(?![/\\])/.test(link) ? link : null
}

/** What the server takes for one: a path of this console, with its search. */
export function isLink(text: string): boolean {
  return /^\/[A-Za-z0-9][A-Za-z0-9/_.~?=&%#-]*$/.test(text)
}
