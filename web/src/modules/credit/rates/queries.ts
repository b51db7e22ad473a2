// The default rates of a day, and all that were ever set.
import { keepPreviousData } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Query } from '@/kernel/api/types'
import type { Listed, Tagged } from '@/kernel/resource/resource'
import { RATINGS } from '../credit'
import { type RateLine, RATES, type RateTable } from './lines'

const HISTORY = '/api/v1/default-rates/history'
type Asked = { signal: AbortSignal }

export function ratesQuery(day: string | undefined) {
  return {
    queryKey: ['get', RATES, day ?? null] as const, staleTime: 0, placeholderData: keepPreviousData,
    queryFn: async ({ signal }: Asked): Promise<Tagged<RateTable>> => {
      const { data, response } = await client.GET(RATES, { params: { query: day ? { as_of: day } : {} }, signal })
      return { row: data as RateTable, etag: response.headers.get('etag') }
    },
  }
}

export function historyQuery(rating: unknown, page: number, size: number) {
  const credit_rating = RATINGS.find((each) => each === rating)
  const query: Query<typeof HISTORY> = { skip: (page - 1) * size, limit: size, ...(credit_rating ? { credit_rating } : {}) }
  return {
    queryKey: ['get', HISTORY, query] as const, staleTime: 0, placeholderData: keepPreviousData,
    queryFn: async ({ signal }: Asked): Promise<Listed<RateLine>> => {
      const { data = [], response } = await client.GET(HISTORY, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}
