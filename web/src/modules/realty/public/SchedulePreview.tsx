// What a home would cost, part by part, if it were booked today: before anybody promises anything.
import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { money, sum } from '@/kernel/money'
import { Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import type { Booking } from '../realty'
import './public.css'

interface SchedulePreviewProps {
  unit: number
  plan: Booking['payment_plan']
  /** As a request wants amounts; none where nothing readable is typed. */
  token?: string | null
  loan?: string | null
}

export function SchedulePreview({ unit, plan, token, loan }: SchedulePreviewProps) {
  const { t } = useTranslation('realty')
  const [asked] = useDebouncedValue(JSON.stringify({ payment_plan: plan, ...(token ? { token_amount: token } : {}), ...(loan && plan === 'loan' ? { loan_amount: loan } : {}) }), 250)
  const query = JSON.parse(asked) as { payment_plan: Booking['payment_plan']; token_amount?: string; loan_amount?: string }
  const { data, error } = useQuery($api.queryOptions('get', '/api/units/{id}/payment-schedule', { params: { path: { id: unit }, query } }, { placeholderData: keepPreviousData, retry: false }))
  if (error) return <Text size="sm" c="var(--mantine-color-error)" role="alert">{Object.values(asProblem(error).fields)[0] ?? asProblem(error).message}</Text>
  if (!data) return <Lines count={5} />
  const parts = data.payment_schedule
  return (
    <table className="preview" aria-label={t('customer.preview.title')}>
      <tbody>
        {parts.map((part, at) => (
          <tr key={at}>
            <th scope="row">{part.title}<small>{part.due_date ? <>{t('customer.preview.until')} <Day on={part.due_date} /></> : part.phase ? t('schedule.waitsFor', { phase: part.phase }) : t('schedule.handover')}</small></th>
            <td><Cash of={part.amount} /></td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row">{t('schedule.total')} <span className="cash-currency">{data.currency}</span></th><td><Cash of={sum(parts.map((part) => money(part.amount)))} /></td></tr></tfoot>
    </table>
  )
}
