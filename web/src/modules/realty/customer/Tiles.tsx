import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Tile } from '@/kernel/chart/Tile'
import { money, percent } from '@/kernel/money'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import type { CustomerDashboard } from './customer'

/** The figures of all homes together. */
export function Tiles({ of }: { of: CustomerDashboard }) {
  const { t } = useTranslation('realty')
  const { stats, currency, next_due: due } = of
  const [visit] = of.upcoming_appointments
  // What is next of all is next of one of them.
  const home = of.homes.find((each) => each.next_due && due && each.next_due.title === due.title && each.next_due.due_date === due.due_date && each.next_due.amount === due.amount) ?? of.homes[0]
  const to = home ? `/my/home/${home.booking_id}` : '/my'
  const paid = percent(money(stats.paid_amount), money(stats.total_amount)) ?? 0
  return (
    <div className="tiles">
      <Tile
        label={t('customer.my.next')} to={to} value={due ? <Cash of={due.amount} currency={currency} short /> : '—'}
        note={due ? <>{due.title}<br />{money(stats.overdue_amount) > 0n ? <Status tone="bad">{t('customer.my.since')}&nbsp;<Day on={due.due_date} /></Status> : due.due_date ? <>{t('customer.preview.until')} <Day on={due.due_date} /></> : t('customer.my.whenAsked')}</> : t('customer.my.nothingDue')}
      />
      <Tile label={t('customer.my.paid')} to={to} value={<Cash of={stats.paid_amount} currency={currency} short />} note={<>{t('customer.my.paidOf', { percent: paid })} <Cash of={stats.total_amount} short /></>} />
      <Tile label={t('customer.my.open')} to={to} value={<Cash of={stats.pending_amount} currency={currency} short />} note={stats.homes > 1 ? t('customer.my.homes', { count: stats.homes }) : undefined} />
      <Tile label={t('customer.my.visit')} to="/my/appointments" value={visit ? <Ago at={visit.appointment_date} /> : '—'} note={visit ? visit.project?.project_name : <Text span size="sm" c="dimmed">{t('customer.my.noVisits')}</Text>} />
    </div>
  )
}
