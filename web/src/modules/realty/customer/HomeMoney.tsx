import { Button, Text, Title } from '@mantine/core'
import { type UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { formatDay } from '@/kernel/dates'
import { IconDownload, IconFile } from '@/kernel/icons'
import { money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { PaymentBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Schedule } from '../parts/Schedule'
import { type Booking, dueStatusName, methodName, type Payments, paymentTypeName } from '../realty'
import { saveDemand, saveReceipt } from './papers'

interface HomeMoneyProps {
  of: Booking
  payments: Pick<UseQueryResult<Payments, unknown>, 'data' | 'error' | 'refetch'>
}

/** What is to be paid when, what was paid, and how it counts. */
export function HomeMoney({ of, payments: { data, error, refetch } }: HomeMoneyProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={10} />
  const exported = () => saveCsv(`${of.booking_number} ${t('schedule.title')}`, [
    [t('schedule.part'), t('schedule.due'), `${t('schedule.amount')} (${data.currency})`, t('schedule.paid'), t('schedule.open'), t('schedule.interest'), t('schedule.status')],
    ...data.payment_schedule.map((due) => [
      due.title, due.due_date ?? (due.phase ? t('schedule.waitsFor', { phase: due.phase }) : t('schedule.handover')), wire(money(due.amount)), wire(money(due.paid)), wire(money(due.open)), wire(money(due.interest)), dueStatusName(due.status),
    ]),
  ])
  return (
    <>
      <section>
        <div className="section-head">
          <Title order={2}>{t('schedule.title')}</Title>
          <Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={exported}>{plain('table.csv')}</Button>
        </div>
        <Schedule
          of={data} currency={data.currency}
          action={(due) => due.demanded_at && money(due.open) > 0n ? <Button size="compact-xs" variant="subtle" leftSection={<IconFile size={14} />} aria-label={t('customer.papers.demandOf', { title: due.title })} onClick={() => void saveDemand(due, of)}>{t('customer.papers.demand')}</Button> : null}
        />
      </section>
      <section className="section">
        <Title order={2} mb="sm">{t('customer.home.payments')}</Title>
        {data.payments.length === 0 ? <Text c="dimmed">{t('customer.home.noPayments')}</Text> : (
          <div className="table-scroll" role="region" aria-label={t('customer.home.payments')} tabIndex={0}>
            <table className="data-table" aria-label={t('customer.home.payments')}>
              <thead>
                <tr>
                  <th scope="col">{t('customer.home.paidOn')}</th><th scope="col">{t('customer.home.for')}</th><th scope="col" data-end="end">{t('schedule.amount')}</th>
                  <th scope="col" data-wide>{t('customer.home.how')}</th><th scope="col">{t('schedule.status')}</th><th scope="col" className="no-print"><span className="sr">{t('customer.papers.receipt')}</span></th>
                </tr>
              </thead>
              <tbody>
                {data.payments.map((each) => (
                  <tr key={each.id}>
                    <td>{each.paid_date ? <Day on={each.paid_date} /> : each.due_date ? t('customer.home.asked', { day: formatDay(each.due_date, locale) }) : '—'}</td>
                    <td>{paymentTypeName(each.payment_type)}{each.transaction_id && <Text size="xs" c="dimmed">{each.transaction_id}</Text>}</td>
                    <td data-end="end"><Cash of={each.amount} /></td>
                    <td data-wide>{methodName(each.payment_method)}</td>
                    <td><PaymentBadge status={each.payment_status} /></td>
                    <td className="no-print" data-end="end">
                      {each.payment_status === 'completed' && <Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={14} />} onClick={() => void saveReceipt(each, of)}>{t('customer.papers.receipt')}</Button>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </>
  )
}
