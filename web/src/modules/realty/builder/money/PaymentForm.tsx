// A payment that came in, or one that is asked for.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import { type Booking, type Due, methodName, options, PAYMENT_METHODS, PAYMENT_TYPES, paymentTypeName } from '../../realty'
import { settleBooking } from './BookingActions'

/** Opens the dialog; with a part of the schedule, its open amount stands there already. */
export function askPayment(booking: Pick<Booking, 'id' | 'booking_number' | 'booking_status'>, queries: QueryClient, due?: Due): void {
  const t = i18next.getFixedT(null, 'realty')
  const first = due ? due.kind === 'token' : booking.booking_status === 'inquiry' || booking.booking_status === 'site_visit_scheduled'
  openForm({
    title: due ? t('builder.pay.forPart', { title: due.title }) : t('builder.pay.title', { number: booking.booking_number }),
    content: (close) => (
      <RecordForm
        careless submitLabel={t('builder.pay.save')} onCancel={close}
        fields={[
          { name: 'amount', label: t('builder.field.amount'), kind: 'money', required: true },
          { name: 'payment_type', label: t('builder.field.for'), kind: 'select', options: options(PAYMENT_TYPES, paymentTypeName) },
          { name: 'payment_method', label: t('builder.field.method'), kind: 'select', options: options(PAYMENT_METHODS, methodName) },
          { name: 'received', label: t('builder.pay.received'), kind: 'switch', description: t('builder.pay.receivedHint') },
          { name: 'paid_on', label: t('builder.pay.on'), kind: 'date' },
          { name: 'due_date', label: t('builder.pay.due'), kind: 'date' },
          { name: 'transaction_id', label: t('builder.pay.transaction'), kind: 'text' },
          { name: 'notes', label: t('builder.field.note'), kind: 'text' },
        ]}
        initial={{
          amount: due ? formatMoney(money(due.open), locale()) : '', payment_type: first ? 'token' : 'installment', payment_method: 'bank_transfer', received: true,
          paid_on: '', due_date: due?.due_date ?? '', transaction_id: '', notes: '',
        }}
        onSubmit={async (draft) => {
          const { data } = await client.POST('/api/payments', {
            body: {
              booking_id: booking.id, amount: given(draft, 'amount'), payment_type: PAYMENT_TYPES.find((each) => each === draft.payment_type) ?? 'installment',
              payment_method: PAYMENT_METHODS.find((each) => each === draft.payment_method) ?? 'bank_transfer', due_date: given(draft, 'due_date') || null, notes: given(draft, 'notes') || null,
            },
          })
          if (data && draft.received === true) {
            const day = given(draft, 'paid_on')
            await client.PATCH('/api/payments/{id}', {
              params: { path: { id: data.id } },
              body: { payment_status: 'completed', transaction_id: given(draft, 'transaction_id') || null, ...(day ? { paid_date: `${day}T00:00:00Z` } : {}) },
            })
          }
          told(t(draft.received === true ? 'builder.pay.enteredReceived' : 'builder.pay.entered'))
          close()
          await settleBooking(queries)
        }}
      />
    ),
  })
}
