// Appointments as the calendar and the list ask for them.
import { client } from '@/kernel/api/client'
import type { Answer, Query } from '@/kernel/api/types'
import type { Tagged } from '@/kernel/resource/resource'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { dayOf, daysOfMonth, daysOfWeek, shiftDay } from '../parts/days'
import { type Appointment, APPOINTMENT_STATUSES, APPOINTMENT_TYPES } from '../realty'

const PATH = '/api/appointments'
type Search = ListSearch & Record<string, unknown>
type AppointmentPage = Answer<typeof PATH>
export type View = 'week' | 'month' | 'list'

export function viewOf(search: Record<string, unknown>): View {
  return search.view === 'month' || search.view === 'list' ? search.view : 'week'
}

/** The day that the calendar stands on. */
export function dayShown(search: Record<string, unknown>): string {
  return typeof search.day === 'string' && /^\d{4}-\d\d-\d\d$/.test(search.day) ? search.day : dayOf(new Date())
}

function filters(search: Search): Query<typeof PATH> {
  const status = APPOINTMENT_STATUSES.find((each) => each === search.status)
  const appointment_type = APPOINTMENT_TYPES.find((each) => each === search.type)
  const project = Number(search.project)
  return { ...(status ? { status } : {}), ...(appointment_type ? { appointment_type } : {}), ...(search.project && Number.isSafeInteger(project) ? { project_id: project } : {}) }
}

const MANY = 100

/** All that lies in the shown week or month. A day more on both ends: the server's days are those of UTC. */
export function spanQuery(search: Search) {
  const days = viewOf(search) === 'month' ? daysOfMonth(dayShown(search)) : daysOfWeek(dayShown(search))
  const query = { ...filters(search), from: shiftDay(days[0] ?? '', -1), to: shiftDay(days.at(-1) ?? '', 1) }
  return {
    queryKey: ['get', PATH, query, 'span'] as const,
    placeholderData: (before: Appointment[] | undefined) => before,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Appointment[]> => {
      const rows: Appointment[] = []
      for (let page = 1; ; page++) {
        const { data } = await client.GET(PATH, { params: { query: { ...query, page, limit: MANY } }, signal })
        rows.push(...(data?.appointments ?? []))
        if (!data || data.appointments.length < MANY) return rows
      }
    },
  }
}

export function pageQuery(search: Search) {
  const query = { ...filters(search), page: search.page ?? 1, limit: search.size ?? PAGE_SIZE }
  return {
    queryKey: ['get', PATH, query] as const,
    placeholderData: (before: AppointmentPage | undefined) => before,
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.GET(PATH, { params: { query }, signal })).data as AppointmentPage,
  }
}

export function appointmentQuery(id: number) {
  return {
    queryKey: ['get', '/api/appointments/{id}', id] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Tagged<Appointment>> => {
      const { data, response } = await client.GET('/api/appointments/{id}', { params: { path: { id } }, signal })
      return { row: data as Appointment, etag: response.headers.get('etag') }
    },
  }
}

/** A day and a time of the reader's own as a moment; null when they cannot be read. */
export function momentOf(day: string, time: string): string | null {
  const clock = /^(\d{1,2})[:.h]?(\d{2})?$/.exec(time.trim())
  if (!clock || !/^\d{4}-\d\d-\d\d$/.test(day)) return null
  const [hour, minute] = [Number(clock[1]), Number(clock[2] ?? 0)]
  if (hour > 23 || minute > 59) return null
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, hour, minute).toISOString()
}

/** The reader's own time of a moment: 09:30. */
export function timeOf(moment: string): string {
  const at = new Date(moment)
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
}
