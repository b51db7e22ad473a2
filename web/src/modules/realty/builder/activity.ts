// What happened, in words, with where it leads.
import i18next from 'i18next'
import type { Answer } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'
import {
  APPOINTMENT_STATUSES, APPOINTMENT_TONES, APPOINTMENT_TYPES, appointmentStatusName, appointmentTypeName, BOOKING_STATUSES, BOOKING_TONES, bookingStatusName, CHANGE_STATUSES, CHANGE_TONES, changeStatusName, PAYMENT_TONES, paymentStatusName,
} from '../realty'

type Activity = Answer<'/api/builder/dashboard'>['recent_activity'][number]
const PAYMENT_STATUSES = ['pending', 'completed', 'failed', 'refunded'] as const

export function activityLine({ kind, id, what, status }: Activity): { to: string; words: string; tone: Tone } {
  const t = i18next.getFixedT(null, 'realty')
  const booking = BOOKING_STATUSES.find((each) => each === status)
  const payment = PAYMENT_STATUSES.find((each) => each === status)
  const change = CHANGE_STATUSES.find((each) => each === status)
  const visit = APPOINTMENT_STATUSES.find((each) => each === status)
  const type = APPOINTMENT_TYPES.find((each) => each === what)
  if (kind === 'booking' && booking) return { to: `/builder/bookings/${id}`, words: t('builder.activity.booking', { what, status: bookingStatusName(booking) }), tone: BOOKING_TONES[booking] }
  if (kind === 'payment' && payment) return { to: '/builder/bookings', words: t('builder.activity.payment', { what, status: paymentStatusName(payment) }), tone: PAYMENT_TONES[payment] }
  if (kind === 'change_request' && change) return { to: `/builder/changes/${id}?show=every`, words: t('builder.activity.change', { what, status: changeStatusName(change) }), tone: CHANGE_TONES[change] }
  if (kind === 'appointment' && visit) return { to: `/builder/appointments/${id}`, words: t('builder.activity.appointment', { what: type ? appointmentTypeName(type) : what, status: appointmentStatusName(visit) }), tone: APPOINTMENT_TONES[visit] }
  return { to: '/builder/messages', words: t('builder.activity.message'), tone: 'open' }
}
