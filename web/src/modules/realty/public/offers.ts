// The catalogue as its address says it.
import { keepPreviousData } from '@tanstack/react-query'
import { $api } from '@/kernel/api/client'
import type { Query } from '@/kernel/api/types'
import { parseMoney, wire } from '@/kernel/money'
import { PAGE_SIZE } from '@/kernel/table/search'
import { DEVELOPMENT_STATUSES, DEVELOPMENT_TYPES, UNIT_TYPES } from '../realty'
import type { OfferSearch } from './search'

export const SORTS = ['featured', 'newest', 'price_low', 'price_high', 'completion', 'name'] as const satisfies readonly NonNullable<Query<'/api/projects'>['sort']>[]

export function offersQuery(search: OfferSearch) {
  const amount = (text: string | undefined) => {
    const read = text ? parseMoney(text, 'en') : null
    return read === null || read <= 0n ? undefined : wire(read)
  }
  const one = <V extends string>(all: readonly V[], value: string | undefined) => all.find((each) => each === value)
  const query = {
    page: search.page ?? 1, limit: search.size ?? PAGE_SIZE, sort: one(SORTS, search.sort) ?? 'featured',
    search: search.q?.slice(0, 100), city: search.city?.slice(0, 100), project_type: one(DEVELOPMENT_TYPES, search.type), status: one(DEVELOPMENT_STATUSES, search.status),
    unit_type: one(UNIT_TYPES, search.home), min_price: amount(search.min), max_price: amount(search.max), available: search.free ? true : undefined,
  }
  const set = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')) as Query<'/api/projects'>
  return $api.queryOptions('get', '/api/projects', { params: { query: set } }, { placeholderData: keepPreviousData })
}
