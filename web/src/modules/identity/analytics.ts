// The figures about people, over as many days as one asks for.
import { $api } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'

export const RANGES = [7, 30, 90, 365] as const
export type Days = (typeof RANGES)[number]
export const USUAL: Days = 30
export type Analytics = Answer<'/api/admin/analytics/users'>

export function analyticsQuery(days: Days) {
  return $api.queryOptions(
    'get', '/api/admin/analytics/users',
    { params: { query: { days } } },
    { placeholderData: (before) => before },
  )
}
