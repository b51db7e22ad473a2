// Where things stand, each in its own word and colour, everywhere the same.
import { Status } from '@/kernel/Status'
import {
  type Appointment, APPOINTMENT_TONES, appointmentStatusName, BOOKING_TONES, type BookingStatus, bookingStatusName, CHANGE_TONES, type ChangeRequest, changeStatusName, type Development,
  DEVELOPMENT_TONES, developmentStatusName, type Due, DUE_TONES, dueStatusName, type Payment, PAYMENT_TONES, paymentStatusName, type Phase, PHASE_TONES, phaseStatusName, type UnitStatus, unitStatusName,
} from '../realty'
import '../realty.css'

/** A home's: in the very colours of the matrix. */
export function UnitBadge({ status }: { status: UnitStatus }) {
  return <span className="unit-badge" data-status={status}>{unitStatusName(status)}</span>
}

export function BookingBadge({ status }: { status: BookingStatus }) {
  return <Status tone={BOOKING_TONES[status]}>{bookingStatusName(status)}</Status>
}

export function DueBadge({ status }: { status: Due['status'] }) {
  return <Status tone={DUE_TONES[status]}>{dueStatusName(status)}</Status>
}

export function PaymentBadge({ status }: { status: Payment['payment_status'] }) {
  return <Status tone={PAYMENT_TONES[status]}>{paymentStatusName(status)}</Status>
}

export function AppointmentBadge({ status }: { status: Appointment['status'] }) {
  return <Status tone={APPOINTMENT_TONES[status]}>{appointmentStatusName(status)}</Status>
}

export function PhaseBadge({ status }: { status: Phase['status'] }) {
  return <Status tone={PHASE_TONES[status]}>{phaseStatusName(status)}</Status>
}

export function ChangeBadge({ status }: { status: ChangeRequest['status'] }) {
  return <Status tone={CHANGE_TONES[status]}>{changeStatusName(status)}</Status>
}

export function DevelopmentBadge({ status }: { status: Development['status'] }) {
  return <Status tone={DEVELOPMENT_TONES[status]}>{developmentStatusName(status)}</Status>
}
