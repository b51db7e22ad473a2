// Papers of a booking, fetched through the client, which renews an expired session.
import { client } from '@/kernel/api/client'
import { saveFrom } from '@/kernel/download'
import type { Booking, Due, Payment } from '../realty'

const name = (of: Booking, word: string) => `${of.booking_number}-${word}.pdf`

export function saveAgreement(of: Booking): Promise<void> {
  return saveFrom(name(of, 'agreement'), () => client.GET('/api/bookings/{id}/download-agreement', { params: { path: { id: of.id } }, parseAs: 'blob' }))
}

export function saveReceipt(payment: Pick<Payment, 'id'>, of: Booking): Promise<void> {
  return saveFrom(name(of, `receipt-${payment.id}`), () => client.GET('/api/payments/{id}/receipt', { params: { path: { id: payment.id } }, parseAs: 'blob' }))
}

export function saveDemand(due: Pick<Due, 'id' | 'position'>, of: Booking): Promise<void> {
  return saveFrom(name(of, `demand-${due.position}`), () => client.GET('/api/dues/{id}/demand', { params: { path: { id: due.id } }, parseAs: 'blob' }))
}
