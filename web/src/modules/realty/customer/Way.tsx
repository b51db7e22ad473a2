import { useTranslation } from 'react-i18next'
import { BOOKING_WAY, type BookingStatus, bookingStatusName } from '../realty'
import './customer.css'

/** How far a booking has come on its way. */
export function Way({ status }: { status: BookingStatus }) {
  const { t } = useTranslation('realty')
  const at = BOOKING_WAY.findIndex((each) => each === status)
  if (at < 0) return null
  return (
    <ol className="my-way" aria-label={t('customer.way.label')}>
      {BOOKING_WAY.map((step, place) => (
        <li key={step} data-done={place < at || undefined} aria-current={place === at ? 'step' : undefined}>{bookingStatusName(step)}</li>
      ))}
    </ol>
  )
}
