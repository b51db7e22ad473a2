// The uploads of a portfolio, the latest first.
import { keepPreviousData } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Listed } from '@/kernel/resource/resource'
import type { Load } from './shapes'

const LOADS = '/api/v1/portfolios/{id}/loads'
type Get = (path: string, init: object) => Promise<{ data?: unknown; response: Response }>

export function loadsQuery(id: number, page: number, size: number) {
  const query = { skip: (page - 1) * size, limit: size }
  return {
    queryKey: ['get', LOADS, id, query] as const, staleTime: 0, placeholderData: keepPreviousData,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Listed<Load>> => {
      const { data, response } = await (client.GET as unknown as Get)(LOADS, { params: { path: { id }, query }, signal })
      const rows = (data ?? []) as Load[]
      return { rows, total: Number(response.headers.get('x-total-count') ?? rows.length) }
    },
  }
}
