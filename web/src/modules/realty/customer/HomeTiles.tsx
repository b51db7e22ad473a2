import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { money, percent } from '@/kernel/money'
import { Status } from '@/kernel/Status'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { Meter } from '@/kernel/Meter'
import { builtPercent } from '../public/built'
import type { Booking, Development, Payments, Phase } from '../realty'

interface HomeTilesProps {
  of: Booking
  payments: Payments | undefined
  development: Development | undefined
  phases: readonly Phase[] | undefined
  onTab: (tab: string) => void
}

/** The four answers: what is paid, what is next, how far the building is, when it is mine. */
export function HomeTiles({ of, payments, development, phases, onTab }: HomeTilesProps) {
  const { t } = useTranslation('realty')
  const currency = payments?.currency
  const paid = payments && percent(money(payments.total_paid), money(of.total_amount))
  const next = payments?.payment_schedule.find((each) => money(each.open) > 0n)
  const built = phases ? builtPercent(phases) : null
  const late = payments ? money(payments.overdue) : 0n
  const tile = (label: string, value: ReactNode, note: ReactNode, tab: string) => (
    <button type="button" className="card tile tile-button" onClick={() => onTab(tab)}><span>{label}</span><b>{value}</b><Text component="div" size="sm" c="dimmed">{note}</Text></button>
  )
  return (
    <div className="tiles home-tiles">
      {tile(
        t(late > 0n ? 'customer.home.tile.late' : 'customer.home.tile.next'), late > 0n ? <Cash of={late} currency={currency} /> : next ? <Cash of={next.open} currency={currency} /> : '—',
        late > 0n ? <Status tone="bad">{t('customer.home.tile.lateNote')}</Status> : next ? <>{next.title} · {next.due_date ? <>{t('customer.preview.until')} <Day on={next.due_date} /></> : t('customer.my.whenAsked')}</> : payments ? t('customer.my.nothingDue') : '\u00a0', 'money',
      )}
      {tile(t('customer.home.tile.paid'), payments ? <Cash of={payments.total_paid} currency={currency} /> : '—', <>{t('customer.home.paidOf')} <Cash of={of.total_amount} /><Meter label={t('customer.home.paidMeter', { percent: paid ?? 0 })} percent={paid ?? 0} /></>, 'money')}
      {tile(t('customer.home.tile.built'), built === null ? '—' : <>{built}&nbsp;%</>, built === null ? t('phases.none') : <Meter label={t('phases.overall', { percent: built })} percent={built}>{false}</Meter>, 'building')}
      {of.actual_registration_date
        ? tile(t('customer.home.tile.registered'), <Day on={of.actual_registration_date} />, t('customer.home.tile.yours'), 'papers')
        : tile(t('customer.home.tile.ready'), <Day on={development?.actual_completion_date ?? development?.expected_completion_date} />, of.expected_registration_date ? <>{t('customer.home.tile.registration')} <Day on={of.expected_registration_date} /></> : '\u00a0', 'building')}
    </div>
  )
}
