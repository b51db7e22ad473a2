// What both sides speak of: types, the values of each list, the colours of where things stand, and their words.
import i18next from 'i18next'
import type { Answer } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'

export type Development = Answer<'/api/projects/{id}'>
export type Unit = Answer<'/api/units/{id}'>
export type Matrix = Answer<'/api/projects/{id}/matrix'>
export type MatrixUnit = Matrix['floors'][number]['units'][number]
export type Booking = Answer<'/api/bookings/{id}'>
export type Payments = Answer<'/api/bookings/{id}/payments'>
export type Payment = Payments['payments'][number]
export type Due = Payments['payment_schedule'][number]
export type Appointment = Answer<'/api/appointments/{id}'>
export type Phase = Answer<'/api/projects/{id}/progress'>[number]
export type SiteUpdate = Answer<'/api/projects/{id}/updates'>[number]
export type ChangeRequest = Answer<'/api/change-requests/{id}'>
export type DirectMessage = Answer<'/api/messages'>['messages'][number]
export type Conversation = Answer<'/api/messages/conversations'>['conversations'][number]
export type Model3d = Answer<'/api/models/{id}'>

export type UnitStatus = Unit['status']
export type UnitType = Unit['unit_type']
export type BookingStatus = Booking['booking_status']

export const UNIT_STATUSES = ['available', 'reserved', 'booked', 'sold'] as const satisfies readonly UnitStatus[]
export const UNIT_TYPES = ['studio', '1BHK', '2BHK', '3BHK', '4BHK+', 'penthouse'] as const satisfies readonly UnitType[]
export const FACINGS = ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest'] as const satisfies readonly NonNullable<Unit['facing']>[]
export const DEVELOPMENT_TYPES = ['residential', 'commercial', 'mixed'] as const satisfies readonly Development['project_type'][]
export const DEVELOPMENT_STATUSES = ['planning', 'construction', 'completed', 'delivered'] as const satisfies readonly Development['status'][]
export const BOOKING_STATUSES = ['inquiry', 'site_visit_scheduled', 'token_paid', 'booking_confirmed', 'cancelled'] as const satisfies readonly BookingStatus[]
/** The way of a booking, in its order. */
export const BOOKING_WAY = ['inquiry', 'site_visit_scheduled', 'token_paid', 'booking_confirmed'] as const satisfies readonly BookingStatus[]
export const PAYMENT_PLANS = ['full_payment', 'installments', 'loan'] as const satisfies readonly Booking['payment_plan'][]
export const PAYMENT_TYPES = ['token', 'installment', 'final', 'maintenance', 'penalty'] as const satisfies readonly Payment['payment_type'][]
export const PAYMENT_METHODS = ['bank_transfer', 'online', 'cheque', 'cash', 'loan'] as const satisfies readonly Payment['payment_method'][]
export const APPOINTMENT_TYPES = ['site_visit', 'consultation', 'documentation', 'handover'] as const satisfies readonly Appointment['appointment_type'][]
export const APPOINTMENT_STATUSES = ['scheduled', 'confirmed', 'completed', 'cancelled', 'rescheduled'] as const satisfies readonly Appointment['status'][]
export const PLACES = ['site', 'office', 'online'] as const satisfies readonly Appointment['meeting_location'][]
export const PHASE_STATUSES = ['not_started', 'in_progress', 'completed', 'delayed'] as const satisfies readonly Phase['status'][]
export const UPDATE_TYPES = ['general', 'milestone', 'delay', 'quality', 'safety'] as const satisfies readonly SiteUpdate['update_type'][]
export const PRIORITIES = ['low', 'medium', 'high', 'critical'] as const satisfies readonly SiteUpdate['priority'][]
export const CHANGE_TYPES = ['layout', 'fixtures', 'finishes', 'electrical', 'plumbing', 'other'] as const satisfies readonly ChangeRequest['request_type'][]
export const CHANGE_STATUSES = ['submitted', 'under_review', 'approved', 'rejected', 'completed'] as const satisfies readonly ChangeRequest['status'][]
export const MODEL_TYPES = ['project_overview', 'unit_interior', 'floor_plan', 'amenities'] as const satisfies readonly Model3d['model_type'][]
export const ACCESS_LEVELS = ['public', 'customers_only', 'booked_customers'] as const satisfies readonly Model3d['access_level'][]

export const DEVELOPMENT_TONES: Record<Development['status'], Tone> = { planning: 'still', construction: 'open', completed: 'good', delivered: 'good' }
export const BOOKING_TONES: Record<BookingStatus, Tone> = { inquiry: 'warn', site_visit_scheduled: 'open', token_paid: 'open', booking_confirmed: 'good', cancelled: 'still' }
export const DUE_TONES: Record<Due['status'], Tone> = { paid: 'good', partial: 'open', due: 'warn', overdue: 'bad', upcoming: 'still', waiting: 'still' }
export const PAYMENT_TONES: Record<Payment['payment_status'], Tone> = { pending: 'open', completed: 'good', failed: 'bad', refunded: 'still' }
export const APPOINTMENT_TONES: Record<Appointment['status'], Tone> = { scheduled: 'warn', confirmed: 'good', completed: 'still', cancelled: 'still', rescheduled: 'warn' }
export const PHASE_TONES: Record<Phase['status'], Tone> = { not_started: 'still', in_progress: 'open', completed: 'good', delayed: 'bad' }
export const CHANGE_TONES: Record<ChangeRequest['status'], Tone> = { submitted: 'warn', under_review: 'open', approved: 'good', rejected: 'bad', completed: 'still' }

/** The words of a list, as options of a filter or a field. */
export function options<V extends string>(values: readonly V[], name: (value: V) => string): { value: V; label: string }[] {
  return values.map((value) => ({ value, label: name(value) }))
}

export const unitStatusName = (status: UnitStatus) => i18next.t(`realty:unitStatus.${status}`)
export const unitTypeName = (type: UnitType) => i18next.t(`realty:unitType.${type}`)
export const facingName = (facing: NonNullable<Unit['facing']>) => i18next.t(`realty:facing.${facing}`)
export const developmentTypeName = (type: Development['project_type']) => i18next.t(`realty:developmentType.${type}`)
export const developmentStatusName = (status: Development['status']) => i18next.t(`realty:developmentStatus.${status}`)
export const bookingStatusName = (status: BookingStatus) => i18next.t(`realty:bookingStatus.${status}`)
export const planName = (plan: Booking['payment_plan']) => i18next.t(`realty:paymentPlan.${plan}`)
export const paymentTypeName = (type: Payment['payment_type']) => i18next.t(`realty:paymentType.${type}`)
export const methodName = (method: Payment['payment_method']) => i18next.t(`realty:paymentMethod.${method}`)
export const paymentStatusName = (status: Payment['payment_status']) => i18next.t(`realty:paymentStatus.${status}`)
export const dueStatusName = (status: Due['status']) => i18next.t(`realty:dueStatus.${status}`)
export const appointmentTypeName = (type: Appointment['appointment_type']) => i18next.t(`realty:appointmentType.${type}`)
export const appointmentStatusName = (status: Appointment['status']) => i18next.t(`realty:appointmentStatus.${status}`)
export const placeName = (place: Appointment['meeting_location']) => i18next.t(`realty:place.${place}`)
export const phaseStatusName = (status: Phase['status']) => i18next.t(`realty:phaseStatus.${status}`)
export const updateTypeName = (type: SiteUpdate['update_type']) => i18next.t(`realty:updateType.${type}`)
export const priorityName = (priority: SiteUpdate['priority']) => i18next.t(`realty:priority.${priority}`)
export const changeTypeName = (type: ChangeRequest['request_type']) => i18next.t(`realty:changeType.${type}`)
export const changeStatusName = (status: ChangeRequest['status']) => i18next.t(`realty:changeStatus.${status}`)
export const modelTypeName = (type: Model3d['model_type']) => i18next.t(`realty:modelType.${type}`)
export const accessName = (access: Model3d['access_level']) => i18next.t(`realty:access.${access}`)
