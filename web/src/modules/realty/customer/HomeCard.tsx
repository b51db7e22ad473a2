import { Button, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { money, percent } from '@/kernel/money'
import { Status } from '@/kernel/Status'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { Meter } from '@/kernel/Meter'
import { Facade, ownPictures } from '../public/Facade'
import { unitTypeName } from '../realty'
import type { CustomerDashboard } from './customer'
import { Way } from './Way'

type Home = CustomerDashboard['homes'][number]

/** One of my homes at a glance. */
export function HomeCard({ of, currency }: { of: Home; currency: string }) {
  const { t } = useTranslation('realty')
  const [picture] = ownPictures(of.image ? [of.image] : [])
  const paid = percent(money(of.paid_amount), money(of.total_amount)) ?? 0
  const late = money(of.overdue_amount)
  const built = Math.round(of.progress)
  return (
    <article className="card home-card">
      <div className="home-picture">{picture ? <img src={picture} alt="" /> : <Facade seed={of.project_id} />}</div>
      <div className="home-text">
        <div>
          <Title order={2}><Link to="/my/home/$id" params={{ id: String(of.booking_id) }} className="home-link">{t('customer.home.title', { number: of.unit_number, name: of.project_name })}</Link></Title>
          <Text size="sm" c="dimmed">{unitTypeName(of.unit_type)} · {t('matrix.floor', { floor: of.floor_number })} · {of.location_city} · {of.booking_number}</Text>
        </div>
        <Way status={of.booking_status} />
        <div className="home-meters">
          <div>
            <Text size="sm"><b><Cash of={of.paid_amount} /></b> {t('customer.home.paidOf')} <Cash of={of.total_amount} currency={currency} /></Text>
            <Meter label={t('customer.home.paidMeter', { percent: paid })} percent={paid} />
          </div>
          <div>
            <Text size="sm">{t('customer.home.built')}{of.expected_completion_date && <> · {t('customer.home.readyBy')} <Day on={of.expected_completion_date} /></>}</Text>
            <Meter label={t('phases.overall', { percent: built })} percent={built} />
          </div>
        </div>
        <div className="home-foot">
          <Text size="sm" component="div">
            {late > 0n ? <Status tone="bad"><Cash of={late} currency={currency} />&nbsp;{t('customer.my.overdue')}</Status>
              : of.next_due ? <>{t('customer.home.nextDue')} <b><Cash of={of.next_due.amount} currency={currency} /></b>, {of.next_due.due_date ? <>{t('customer.preview.until')} <Day on={of.next_due.due_date} /></> : t('customer.my.whenAsked')} <Text span size="sm" c="dimmed">({of.next_due.title})</Text></>
                : t('customer.my.nothingDue')}
          </Text>
          <Button component={Link} to={`/my/home/${of.booking_id}`} variant="default" size="sm">{t('customer.home.open')}</Button>
        </div>
      </div>
    </article>
  )
}
