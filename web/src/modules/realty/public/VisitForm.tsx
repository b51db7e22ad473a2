import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { formatMoment, formatDay } from '@/kernel/dates'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { profileQuery } from '../customer/customer'
import { ProfileForm } from '../customer/ProfileForm'
import { dayOf, shiftDay } from '../parts/days'
import { type Appointment, APPOINTMENT_TYPES, appointmentTypeName, options, placeName, PLACES } from '../realty'

interface VisitFormProps {
  development: { id: number; project_name: string }
  onDone: () => void
  onCancel?: () => void
  /** What it is mostly for. */
  kind?: Appointment['appointment_type']
  /** On which day, and at which time, to begin with. */
  at?: string
}

/** Half hours from eight to eight, as the reader's clock writes them. */
export function times(locale: string): { value: string; label: string }[] {
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
  return Array.from({ length: 25 }, (_, at) => {
    const value = `${String(8 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`
    return { value, label: clock.format(new Date(`2026-01-01T${value}:00Z`)) }
  })
}

/** The moment of a day and a time where the reader is; a refusal on the field where it lies behind. */
export function moment(day: string, time: string, past: string): string {
  const at = new Date(`${day}T${time}:00`)
  if (at.getTime() < Date.now()) throw new Problem(422, past, null, { date: past })
  return at.toISOString()
}

export function VisitForm({ development, onDone, onCancel, kind = 'site_visit', at }: VisitFormProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const profile = useQuery(profileQuery)
  if (profile.isPending) return <Lines count={5} />
  if (profile.data && !profile.data.customer) return <ProfileForm hint={t('customer.visit.profileFirst')} />
  const clock = times(locale)
  const begun = clock.find((each) => each.value === at?.slice(11, 16))?.value ?? '10:00'
  return (
    <RecordForm
      submitLabel={t('customer.visit.submit')} failure={t('customer.visit.failed')} {...(onCancel ? { onCancel } : {})}
      initial={{ appointment_type: kind, date: at?.slice(0, 10) ?? shiftDay(dayOf(new Date()), 2), time: begun, duration_minutes: '60', meeting_location: 'site', agenda: '' }}
      fields={[
        { name: 'appointment_type', label: t('customer.visit.kind'), kind: 'select', options: options(APPOINTMENT_TYPES, appointmentTypeName) },
        { name: 'date', label: t('customer.visit.date'), kind: 'date', required: true },
        { name: 'time', label: t('customer.visit.time'), kind: 'select', options: clock },
        { name: 'duration_minutes', label: t('customer.visit.duration'), kind: 'select', options: [30, 60, 90, 120].map((count) => ({ value: String(count), label: t('calendar.minutes', { count }) })) },
        { name: 'meeting_location', label: t('customer.visit.where'), kind: 'select', options: options(PLACES, placeName) },
        { name: 'agenda', label: t('customer.visit.agenda'), kind: 'lines', description: t('customer.visit.agendaHint') },
      ]}
      onSubmit={async (draft) => {
        const { data } = await client.POST('/api/appointments', {
          body: {
            project_id: development.id, appointment_date: moment(given(draft, 'date'), given(draft, 'time'), t('customer.visit.past', { day: formatDay(given(draft, 'date'), locale) })),
            appointment_type: APPOINTMENT_TYPES.find((each) => each === draft.appointment_type) ?? 'site_visit', duration_minutes: Number(draft.duration_minutes),
            meeting_location: PLACES.find((each) => each === draft.meeting_location) ?? 'site', agenda: given(draft, 'agenda') || null,
          },
        })
        if (data) told(t('customer.visit.done', { at: formatMoment(data.appointment_date, locale) }))
        await Promise.all([refetch(queries, '/api/appointments'), refetch(queries, '/api/customer'), refetch(queries, '/api/bookings')])
        onDone()
      }}
    />
  )
}
