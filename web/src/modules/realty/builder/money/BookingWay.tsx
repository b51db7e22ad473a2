// How far a booking is, from the first interest to the registered home.
import { useTranslation } from 'react-i18next'
import { type Booking, BOOKING_WAY, bookingStatusName } from '../../realty'
import '../../realty.css'

export function BookingWay({ booking }: { booking: Booking }) {
  const { t } = useTranslation('realty')
  if (booking.booking_status === 'cancelled') return null
  const at = BOOKING_WAY.findIndex((each) => each === booking.booking_status)
  const steps = [...BOOKING_WAY.map(bookingStatusName), t('builder.bookings.registered')]
  const reached = booking.actual_registration_date ? steps.length - 1 : at
  return (
    <ol className="booking-way" aria-label={t('builder.bookings.way')}>
      {steps.map((step, index) => <li key={step} data-done={index <= reached || undefined} aria-current={index === reached ? 'step' : undefined}>{step}</li>)}
    </ol>
  )
}
