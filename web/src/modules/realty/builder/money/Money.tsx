// The money of a booking: its schedule, its payments, and the papers about them.
import { Alert, Button, Group, Menu, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveCsv, saveFrom } from '@/kernel/download'
import { IconDownload, IconMore } from '@/kernel/icons'
import { money } from '@/kernel/money'
import { Failed, Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { PaymentBadge } from '../../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Schedule } from '../../parts/Schedule'
import { type Booking, type Due, dueStatusName, methodName, type Payment, paymentTypeName } from '../../realty'
import { paymentsQuery } from '../desk'
import { settleBooking } from './BookingActions'
import { askPayment } from './PaymentForm'
import { useRefund } from './Refund'

export function Money({ booking }: { booking: Booking }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { data, error, refetch: again } = useQuery(paymentsQuery(booking.id))
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  if (!data) return <Lines count={8} />
  const open = booking.booking_status !== 'cancelled'
  const demand = async (due: Due) => {
    try {
      await client.POST('/api/dues/{id}/demand', { params: { path: { id: due.id } } })
      told(t('builder.pay.demanded', { title: due.title }))
    } catch (problem) {
      failed(problem)
    }
    await settleBooking(queries)
  }
  const letter = (due: Due) => saveFrom(`${booking.booking_number}-${due.position}.pdf`, () => client.GET('/api/dues/{id}/demand', { params: { path: { id: due.id } }, parseAs: 'blob' }))
  const exported = () => saveCsv(`schedule-${booking.booking_number}`, [
    [t('schedule.part'), t('schedule.due'), t('schedule.amount'), t('schedule.paid'), t('schedule.open'), t('schedule.interest'), t('schedule.status')],
    ...data.payment_schedule.map((due) => [due.title, due.due_date ?? '', due.amount, due.paid, due.open, due.interest, dueStatusName(due.status)]),
  ])
  return (
    <>
      {money(data.overdue) > 0n && open && (
        <Alert color="danger" variant="outline" mb="md" role="status">{t('builder.pay.overdue')} <Cash of={data.overdue} currency={data.currency} />. {money(data.interest) > 0n && <>{t('builder.pay.interest')} <Cash of={data.interest} currency={data.currency} />.</>}</Alert>
      )}
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">{t('schedule.title')}</Title>
        <Button variant="default" size="compact-sm" leftSection={<IconDownload size={16} />} onClick={exported}>{plain('table.csv')}</Button>
      </Group>
      <Schedule
        of={data}
        {...(open ? {
          action: (due: Due) => (due.status === 'paid' ? null : (
            <Menu position="bottom-end">
              <Menu.Target><Button variant="subtle" size="compact-sm" px={6} aria-label={t('builder.pay.about', { title: due.title })}><IconMore /></Button></Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => askPayment(booking, queries, due)}>{t('builder.pay.enter')}</Menu.Item>
                {due.status === 'waiting' && <Menu.Item onClick={() => void demand(due)}>{t('builder.pay.demand')}</Menu.Item>}
                {due.due_date && <Menu.Item onClick={() => void letter(due)}>{t('builder.pay.letter')}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
          )),
        } : {})}
      />
      <Title order={2} size="h3" mt="xl" mb="xs">{t('builder.pay.payments')}</Title>
      <Payments payments={data.payments} number={booking.booking_number} currency={data.currency} open={open} />
    </>
  )
}

interface PaymentsProps {
  payments: readonly Payment[]
  number: string
  currency: string
  /** The booking goes on: nothing is received for a cancelled one. */
  open: boolean
}

function Payments({ payments, number, currency, open }: PaymentsProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const refund = useRefund(currency)
  if (payments.length === 0) return <Text c="dimmed">{t('builder.pay.none')}</Text>
  const set = async (payment: Payment, payment_status: Payment['payment_status']) => {
    try {
      await client.PATCH('/api/payments/{id}', { params: { path: { id: payment.id } }, body: { payment_status } })
      told(t(`builder.pay.did.${payment_status}`))
    } catch (error) {
      failed(error)
    }
    await settleBooking(queries)
  }
  const receipt = (payment: Payment) => saveFrom(`receipt-${number}-${payment.id}.pdf`, () => client.GET('/api/payments/{id}/receipt', { params: { path: { id: payment.id } }, parseAs: 'blob' }))
  return (
    <div className="table-scroll" role="region" aria-label={t('builder.pay.payments')} tabIndex={0}>
      <table className="data-table" aria-label={t('builder.pay.payments')}>
        <thead>
          <tr>
            <th scope="col">{t('builder.pay.on')}</th><th scope="col">{t('builder.field.for')}</th><th scope="col" data-wide>{t('builder.field.method')}</th>
            <th scope="col" data-end="end">{t('builder.field.amount')}</th><th scope="col">{t('builder.field.status')}</th><th scope="col" className="no-print"><span className="mantine-VisuallyHidden-root" style={{ position: 'absolute', clipPath: 'inset(50%)' }}>{t('builder.pay.actions')}</span></th>
          </tr>
        </thead>
        <tbody>
          {payments.map((each) => (
            <tr key={each.id}>
              <td><Day on={each.paid_date ?? each.due_date ?? each.created_at} /></td>
              <td><span className="two-lines">{paymentTypeName(each.payment_type)}{(each.transaction_id || each.notes) && <small>{[each.transaction_id, each.notes].filter(Boolean).join(' · ')}</small>}</span></td>
              <td data-wide>{methodName(each.payment_method)}</td>
              <td data-end="end"><Cash of={each.amount} /></td>
              <td><PaymentBadge status={each.payment_status} /></td>
              <td className="no-print" data-end="end">
                {open && each.payment_status === 'pending' && <Button size="compact-sm" variant="default" onClick={() => void set(each, 'completed')}>{t('builder.pay.receive')}</Button>}{' '}
                {each.payment_status === 'pending' && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void set(each, 'failed')}>{t('builder.pay.fail')}</Button>}
                {open && each.payment_status === 'failed' && <Button size="compact-sm" variant="default" onClick={() => void set(each, 'pending')}>{t('builder.pay.again')}</Button>}
                {each.payment_status === 'completed' && <Button size="compact-sm" variant="default" onClick={() => void receipt(each)}>{t('builder.pay.receipt')}</Button>}{' '}
                {each.payment_status === 'completed' && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => refund(each)}>{t('builder.pay.refund')}</Button>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
