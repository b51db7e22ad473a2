// A payment goes back to who paid it. What that means is said before it is done.
import { List, Text } from '@mantine/core'
import '@mantine/core/styles/List.css'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Day } from '@/kernel/Time'
import { told } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { openForm } from '../../parts/openForm'
import { type Payment, paymentTypeName } from '../../realty'
import { settleBooking } from './BookingActions'

/** Payments for maintenance and penalties do not count towards the price of the home. */
const COUNTED: readonly Payment['payment_type'][] = ['token', 'installment', 'final']

export function useRefund(currency: string): (payment: Payment) => void {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  return (payment) => openForm({
    title: t('builder.pay.refundTitle'),
    content: (close) => <Refund payment={payment} currency={currency} queries={queries} close={close} />,
  })
}

interface RefundProps {
  payment: Payment
  currency: string
  queries: QueryClient
  close: () => void
}

function Refund({ payment, currency, queries, close }: RefundProps) {
  const { t } = useTranslation('realty')
  const counted = COUNTED.includes(payment.payment_type)
  return (
    <>
      <Text size="sm" fw={600} mb="xs">{paymentTypeName(payment.payment_type)}, <Day on={payment.paid_date} />: <Cash of={payment.amount} currency={currency} /></Text>
      <List size="sm" mb="md" spacing={4}>
        <List.Item>{t('builder.pay.refundNoted')}</List.Item>
        <List.Item>{t(counted ? 'builder.pay.refundOpens' : 'builder.pay.refundApart')}</List.Item>
        {payment.payment_type === 'token' && <List.Item>{t('builder.pay.refundToken')}</List.Item>}
        <List.Item>{t('builder.pay.refundTold')}</List.Item>
      </List>
      <RecordForm
        careless danger submitLabel={t('builder.pay.refund')} onCancel={close} failure={t('builder.pay.refundFailed')}
        fields={[{ name: 'notes', label: t('builder.field.note'), kind: 'text' }]} initial={{ notes: payment.notes ?? '' }}
        onSubmit={async (draft, changed) => {
          await client.PATCH('/api/payments/{id}', {
            params: { path: { id: payment.id } },
            body: { payment_status: 'refunded', ...(changed.has('notes') ? { notes: given(draft, 'notes') || null } : {}) },
          })
          told(t('builder.pay.did.refunded'))
          close()
          await settleBooking(queries)
        }}
      />
    </>
  )
}
