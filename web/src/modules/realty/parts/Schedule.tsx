// What a booking owes part by part, what of it is paid, and what being late costs.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Money, money, percent, sum } from '@/kernel/money'
import { Empty } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import type { Due, Payments } from '../realty'
import { DueBadge } from './badges'
import { Cash } from '@/kernel/Cash'
import '../realty.css'

interface ScheduleProps {
  of: Payments
  currency?: string
  /** What may be done about a part, at its end. */
  action?: (due: Due) => ReactNode
}

export function Schedule({ of, currency = of.currency, action }: ScheduleProps) {
  const { t } = useTranslation('realty')
  const dues = of.payment_schedule
  if (dues.length === 0) return <Empty title={t('schedule.none')} />
  const total = sum(dues.map((due) => money(due.amount)))
  const open = sum(dues.map((due) => money(due.open)))
  const { percent_a_year, grace_days } = of.interest_terms
  return (
    <>
      <ScheduleBar dues={dues} total={total} />
      <div className="table-block schedule"><div className="table-scroll" role="region" aria-label={t('schedule.title')} tabIndex={0}>
        <table className="data-table" aria-label={t('schedule.title')}>
          <thead>
            <tr>
              <th scope="col">{t('schedule.part')}</th>
              <th scope="col" data-end="end" data-narrow>{t('schedule.amount')}</th>
              <th scope="col" data-end="end" data-wide>{t('schedule.paid')}</th>
              <th scope="col" data-end="end">{t('schedule.open')}</th>
              <th scope="col">{t('schedule.status')}</th>
              {action && <th scope="col" className="no-print" />}
            </tr>
          </thead>
          <tbody>
            {dues.map((due) => (
              <tr key={due.id} data-tone={due.status === 'overdue' ? 'bad' : undefined}>
                <td>
                  <span className="two-lines">{due.title}<small>{due.due_date ? <>{t('schedule.by')} <Day on={due.due_date} /></> : due.phase ? t('schedule.waitsFor', { phase: due.phase }) : t('schedule.handover')}</small></span>
                </td>
                <td data-end="end" data-narrow><Cash of={due.amount} /></td>
                <td data-end="end" data-wide>{money(due.paid) > 0n ? <Cash of={due.paid} /> : '—'}</td>
                <td data-end="end">
                  <span className="two-lines">{money(due.open) > 0n ? <Cash of={due.open} /> : '—'}{money(due.interest) > 0n && <small>{t('schedule.plusInterest')} <Cash of={due.interest} /></small>}</span>
                </td>
                <td><DueBadge status={due.status} /></td>
                {action && <td className="no-print" data-end="end">{action(due)}</td>}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('schedule.total')} <span className="cash-currency">{currency}</span></td>
              <td data-end="end" data-narrow><Cash of={total} /></td>
              <td data-end="end" data-wide><Cash of={total - open} /></td>
              <td data-end="end"><span className="two-lines"><Cash of={open} />{money(of.interest) > 0n && <small>{t('schedule.plusInterest')} <Cash of={of.interest} /></small>}</span></td>
              <td colSpan={action ? 2 : 1} />
            </tr>
          </tfoot>
        </table>
      </div></div>
      {money(of.advance) > 0n && <Text size="sm" mt="xs">{t('schedule.advance')}: <Cash of={of.advance} currency={currency} /></Text>}
      <Text size="xs" c="dimmed" mt="xs">{t('schedule.terms', { percent: percent_a_year, count: grace_days })}</Text>
    </>
  )
}

/** The price as one bar: each part in its size, filled as far as it is paid. */
export function ScheduleBar({ dues, total }: { dues: readonly Due[]; total: Money }) {
  const { t } = useTranslation('realty')
  const paid = sum(dues.map((due) => money(due.paid)))
  const part = (amount: Money, whole: Money) => (whole === 0n ? 0 : Number((amount * 10_000n) / whole) / 100)
  return (
    <div className="schedule-bar" role="img" aria-label={t('schedule.paidOf', { percent: percent(paid, total) ?? 0 })}>
      {dues.map((due) => (
        <span key={due.id} data-status={due.status} style={{ flexGrow: part(money(due.amount), total), flexBasis: 0 }}>
          <i style={{ width: `${part(money(due.paid), money(due.amount))}%` }} />
        </span>
      ))}
    </div>
  )
}
