// What customers and visitors ask the server for.
import { useQuery } from '@tanstack/react-query'
import { $api } from '@/kernel/api/client'
import type { Answer, Me } from '@/kernel/api/types'
import { meQuery } from '@/kernel/auth/session'
import './words'

export type Profile = Answer<'/api/realty/profile'>
export type Hold = Answer<'/api/holds/{id}'>
export type CustomerDashboard = Answer<'/api/customer/dashboard'>
export type Preview = Answer<'/api/units/{id}/payment-schedule'>
export type Files = Answer<'/api/projects/{id}/files'>

/** The homes are watched also without a line to the server: strangers have none. */
const WATCH = 20_000

export interface Visitor {
  me: Me | undefined
  /** May book a home. */
  buys: boolean
  can: (permission: string) => boolean
}

/** Whoever looks: on the open pages that may be nobody. */
export function useVisitor(): Visitor {
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const can = (permission: string) => (me?.permissions ?? []).includes(permission)
  return { me, buys: can('realty:buy'), can }
}

export const developmentQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}', { params: { path: { id } } })
export const matrixQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/matrix', { params: { path: { id } } }, { refetchInterval: WATCH })
export const unitQuery = (id: number) => $api.queryOptions('get', '/api/units/{id}', { params: { path: { id } } }, { refetchInterval: WATCH })
export const phasesQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/progress', { params: { path: { id } } })
export const updatesQuery = (id: number, limit = 20) => $api.queryOptions('get', '/api/projects/{id}/updates', { params: { path: { id }, query: { limit } } })
export const modelsQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/models', { params: { path: { id }, query: { limit: 100 } } })
export const stepsQuery = (id: number) => $api.queryOptions('get', '/api/projects/{id}/payment-steps', { params: { path: { id } } })

export const profileQuery = $api.queryOptions('get', '/api/realty/profile', undefined, { staleTime: 60_000 })
export const holdsQuery = $api.queryOptions('get', '/api/customer/holds', undefined)
export const dashboardQuery = $api.queryOptions('get', '/api/customer/dashboard', undefined)
export const bookingsQuery = (user: number) => $api.queryOptions('get', '/api/bookings/customer/{id}', { params: { path: { id: user }, query: { limit: 500 } } })
export const bookingQuery = (id: number) => $api.queryOptions('get', '/api/bookings/{id}', { params: { path: { id } } })
export const paymentsQuery = (id: number) => $api.queryOptions('get', '/api/bookings/{id}/payments', { params: { path: { id } } })
export const changesQuery = (booking?: number) => $api.queryOptions('get', '/api/change-requests', { params: { query: { limit: 500, ...(booking ? { booking_id: booking } : {}) } } })
export const visitsQuery = (query: { from?: string; to?: string; limit?: number }) => $api.queryOptions('get', '/api/appointments', { params: { query: { limit: 100, ...query } } })
