// The policies at a glance: in force, the next renewal, what of the premiums is earned, what is claimed.
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/kernel/Amount'
import { $api } from '@/kernel/api/client'
import { formatDay } from '@/kernel/dates'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Status } from '@/kernel/Status'
import { Cash } from '@/kernel/Cash'
import type { Policy } from './insurance'
import { Meter } from '@/kernel/Meter'
import { earned } from './rules'

export function PolicyTiles({ rows }: { rows: readonly Policy[] }) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const { data } = useQuery($api.queryOptions('get', '/api/v1/insurance/summary'))
  if (rows.length === 0) return null
  const active = rows.filter((row) => row.status === 'active')
  const soon = active.filter((row) => row.days_to_renewal <= 30).length
  const [next] = active.toSorted((one, other) => one.days_to_renewal - other.days_to_renewal)
  const open = (data?.currencies ?? []).reduce((sum, each) => sum + each.total.open_claims, 0)
  return (
    <div className="tiles few">
      <div className="tile card">
        <span>{t('policies.inForce')}</span><b>{active.length}</b>
        <Status tone={soon > 0 ? 'warn' : 'good'}>{soon > 0 ? t('policies.endSoon', { count: soon }) : t('policies.endNone')}</Status>
      </div>
      <div className="tile card">
        <span>{t('policies.next')}</span>
        <b className="tile-fits">{next ? formatDay(next.renewal_date, locale) : '—'}</b>
        <Small>{next ? next.policy_number : t('policies.nextNone')}</Small>
      </div>
      {(data?.currencies ?? []).map(({ currency, total }) => (
        <div key={currency} className="tile card">
          <span>{t('policies.premiumOf', { currency })}</span><b className="tile-fits"><Amount of={money(total.written_premium)} /></b>
          <Meter label={t('policies.earnedOf', { name: currency, percent: earned(total) })} percent={earned(total)} />
          <Small><Private>{t('policies.earnedUnearned', { earned: formatMoney(money(total.earned_premium), locale), unearned: formatMoney(money(total.unearned_premium), locale) })}</Private></Small>
        </div>
      ))}
      <Link to="/claims" search={{ status: 'pending' } as never} className="tile card">
        <span>{t('policies.open')}</span><b>{open}</b>
        <Small>
          {open === 0 ? t('policies.openNone') : (data?.currencies ?? []).filter((each) => each.total.open_claims > 0).map((each) => (
            <span key={each.currency} style={{ display: 'block' }}><Cash of={each.total.open_claims_amount} currency={each.currency} /></span>
          ))}
        </Small>
      </Link>
    </div>
  )
}

function Small({ children }: { children: ReactNode }) {
  return <Text component="span" size="sm" c="dimmed" display="block">{children}</Text>
}
