// How the pages of the sales desk ask for what they show.
import { useQuery } from '@tanstack/react-query'
import { $api, client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import type { Listed, Tagged } from '@/kernel/resource/resource'
import type { FilterOption } from '@/kernel/table/column'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import './words'
import { type Booking, BOOKING_STATUSES, type ChangeRequest, CHANGE_STATUSES, type Development, DEVELOPMENT_STATUSES, DEVELOPMENT_TYPES, type Unit } from '../realty'
import './words'

export const BUILD = 'realty:build'
export const PROJECTS = '/api/projects'
export const PROJECT = '/api/projects/{id}'
export const BOOKINGS = '/api/builder/bookings'
export const BOOKING = '/api/bookings/{id}'
export const CUSTOMERS = '/api/builder/customers'
export const CHANGES = '/api/change-requests'

export type Deal = Answer<typeof BOOKINGS>['bookings'][number]
export type Client = Answer<typeof CUSTOMERS>[number]
type Search = ListSearch & Record<string, unknown>
type Asked = { signal: AbortSignal }

const keep = <T>(before: T | undefined) => before
const numberOf = (value: unknown) => {
  const number = Number(value)
  return value && Number.isSafeInteger(number) ? number : undefined
}

export const profileQuery = $api.queryOptions('get', '/api/realty/profile', undefined, { staleTime: 60_000 })

/** One's own number as a builder. */
export function useBuilder() {
  return useQuery(profileQuery).data?.builder ?? null
}

const MANY = 100

/** All of one's own developments, for choosing among them. */
export function ownQuery(builderId: number | undefined) {
  return {
    queryKey: ['get', PROJECTS, 'own', builderId] as const,
    enabled: builderId !== undefined,
    queryFn: async ({ signal }: Asked): Promise<Development[]> => {
      const rows: Development[] = []
      for (let page = 1; ; page++) {
        const { data } = await client.GET(PROJECTS, { params: { query: { builder_id: builderId ?? 0, sort: 'name', page, limit: MANY } }, signal })
        rows.push(...(data?.projects ?? []))
        if (!data?.pagination.hasNext) return rows
      }
    },
  }
}

export function useOwn() {
  const builder = useBuilder()
  return useQuery(ownQuery(builder?.id))
}

/** The currency of all prices of the house. */
export function useCurrency(): string {
  return useOwn().data?.[0]?.currency ?? ''
}

export function developmentOptions(all: readonly Development[] | undefined): FilterOption[] {
  return (all ?? []).map((each) => ({ value: String(each.id), label: each.project_name }))
}

export const ORDERS = ['newest', 'name', 'completion', 'price_low', 'price_high'] as const satisfies readonly NonNullable<Query<typeof PROJECTS>['sort']>[]

export function developmentsQuery(builderId: number | undefined, search: Search) {
  const status = DEVELOPMENT_STATUSES.find((each) => each === search.status)
  const project_type = DEVELOPMENT_TYPES.find((each) => each === search.type)
  const query: Query<typeof PROJECTS> = {
    builder_id: builderId ?? 0, page: search.page ?? 1, limit: search.size ?? PAGE_SIZE, sort: ORDERS.find((each) => each === search.order) ?? 'newest',
    ...(status ? { status } : {}), ...(project_type ? { project_type } : {}), ...(search.q ? { search: search.q } : {}),
  }
  return {
    queryKey: ['get', PROJECTS, query] as const,
    enabled: builderId !== undefined,
    placeholderData: keep<Listed<Development>>,
    queryFn: async ({ signal }: Asked): Promise<Listed<Development>> => {
      const { data } = await client.GET(PROJECTS, { params: { query }, signal })
      return { rows: data?.projects ?? [], total: data?.pagination.totalItems ?? 0 }
    },
  }
}

export function developmentQuery(id: number) {
  return {
    queryKey: ['get', PROJECT, id] as const,
    queryFn: async ({ signal }: Asked): Promise<Tagged<Development>> => {
      const { data, response } = await client.GET(PROJECT, { params: { path: { id } }, signal })
      return { row: data as Development, etag: response.headers.get('etag') }
    },
  }
}

export const matrixQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/matrix', { params: { path: { id } } })
export const stepsQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/payment-steps', { params: { path: { id } } })
export const phasesQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/progress', { params: { path: { id } } })
export const summaryQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/progress/summary', { params: { path: { id } } })
export const updatesQuery = (id: number, limit = 20) => $api.queryOptions('get', '/api/projects/{id}/updates', { params: { path: { id }, query: { limit } } })
export const modelsQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/models', { params: { path: { id }, query: { limit: 200 } } })

export function unitQuery(id: number) {
  return {
    queryKey: ['get', '/api/units/{id}', id] as const,
    queryFn: async ({ signal }: Asked): Promise<Tagged<Unit>> => {
      const { data, response } = await client.GET('/api/units/{id}', { params: { path: { id } }, signal })
      return { row: data as Unit, etag: response.headers.get('etag') }
    },
  }
}

export function dealsQuery(search: Search, projectId?: number) {
  const status = BOOKING_STATUSES.find((each) => each === search.status)
  const project_id = projectId ?? numberOf(search.project)
  const query: Query<typeof BOOKINGS> = {
    page: search.page ?? 1, limit: search.size ?? PAGE_SIZE,
    ...(status ? { status } : {}), ...(project_id ? { project_id } : {}), ...(search.q ? { search: search.q } : {}),
  }
  return {
    queryKey: ['get', BOOKINGS, query] as const,
    placeholderData: keep<Answer<typeof BOOKINGS>>,
    queryFn: async ({ signal }: Asked) => (await client.GET(BOOKINGS, { params: { query }, signal })).data as Answer<typeof BOOKINGS>,
  }
}

export function bookingQuery(id: number) {
  return {
    queryKey: ['get', BOOKING, id] as const,
    queryFn: async ({ signal }: Asked): Promise<Tagged<Booking>> => {
      const { data, response } = await client.GET(BOOKING, { params: { path: { id } }, signal })
      return { row: data as Booking, etag: response.headers.get('etag') }
    },
  }
}

/** A booking with its customer and what is paid: found by its number. */
export function dealQuery(number: string | undefined) {
  return {
    queryKey: ['get', BOOKINGS, 'one', number] as const,
    enabled: number !== undefined,
    queryFn: async ({ signal }: Asked): Promise<Deal | null> => {
      const { data } = await client.GET(BOOKINGS, { params: { query: { search: number ?? '', limit: 20 } }, signal })
      return data?.bookings.find((each) => each.booking_number === number) ?? null
    },
  }
}

export const paymentsQuery = (id: number) => $api.queryOptions('get', '/api/bookings/{id}/payments', { params: { path: { id } } })

export function customersQuery(search: Search) {
  const size = search.size ?? PAGE_SIZE
  const query = { ...(search.q ? { search: search.q } : {}), skip: ((search.page ?? 1) - 1) * size, limit: size }
  return {
    queryKey: ['get', CUSTOMERS, query] as const,
    placeholderData: keep<Listed<Client>>,
    queryFn: async ({ signal }: Asked): Promise<Listed<Client>> => {
      const { data = [], response } = await client.GET(CUSTOMERS, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}

/** Customers by a part of their name, for choosing one. */
export async function findCustomers(text: string, signal: AbortSignal): Promise<FilterOption[]> {
  const { data = [] } = await client.GET(CUSTOMERS, { params: { query: { ...(text ? { search: text } : {}), limit: 20 } }, signal })
  return data.map((each) => ({ value: String(each.id), label: `${each.name} · ${each.phone}` }))
}

export function changesQuery(search: Search) {
  const status = search.show === 'every' ? undefined : CHANGE_STATUSES.find((each) => each === search.show) ?? 'submitted'
  const booking_id = numberOf(search.booking)
  const size = search.size ?? PAGE_SIZE
  const query = { ...(status ? { status } : {}), ...(booking_id ? { booking_id } : {}), skip: ((search.page ?? 1) - 1) * size, limit: size }
  return {
    queryKey: ['get', CHANGES, query] as const,
    placeholderData: keep<Listed<ChangeRequest>>,
    queryFn: async ({ signal }: Asked): Promise<Listed<ChangeRequest>> => {
      const { data = [], response } = await client.GET(CHANGES, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  }
}

export function changeQuery(id: number) {
  return {
    queryKey: ['get', '/api/change-requests/{id}', id] as const,
    queryFn: async ({ signal }: Asked): Promise<Tagged<ChangeRequest>> => {
      const { data, response } = await client.GET('/api/change-requests/{id}', { params: { path: { id } }, signal })
      return { row: data as ChangeRequest, etag: response.headers.get('etag') }
    },
  }
}

/** The tag of a record, as the request's header; nothing where there is none. */
export const matching = (etag: string | null) => (etag ? { 'If-Match': etag } : {})
