// Uploads as the server tells of them.
import type { Answer, Path } from '@/kernel/api/types'

export const LOADS = '/api/v1/portfolios/{id}/loads' satisfies Path
export const BULK = { loans: '/api/v1/portfolios/{id}/loans/bulk', ratings: '/api/v1/portfolios/{id}/ratings/bulk' } as const satisfies Record<string, Path>

export type Load = Answer<typeof LOADS>[number]
export type LoadKind = Load['kind']
export type LoadMode = Load['mode']
export type LoadResult = Answer<typeof BULK.loans, 'post'>
export type Fault = LoadResult['errors'][number]
