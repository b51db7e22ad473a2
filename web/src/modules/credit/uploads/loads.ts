// The uploads of a portfolio, the latest first.
import { keepPreviousData } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Listed } from '@/kernel/resource/resource'
import { type Load, LOADS } from './shapes'

export function loadsQuery(id: number, page: number, size: number) {
  const query = { skip: (page - 1) * size, limit: size }
  return {
    queryKey: ['get', LOADS, id, query] as const, staleTime: 0, placeholderData: keepPreviousData,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Listed<Load>> => {
      const { data = [], response } = await client.GET(LOADS, { params: { path: { id }, query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}
