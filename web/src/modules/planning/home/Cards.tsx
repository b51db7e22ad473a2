// Goals, what is coming up, and what was booked last.
import { Anchor, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { money } from '@/kernel/money'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Status } from '@/kernel/Status'
import { Day } from '@/kernel/Time'
import { Cash } from '../cash'
import { Meter } from '@/kernel/Meter'
import { DayOf } from '../register/Cells'
import { type Dashboard, upcoming } from './dashboard'

interface Props {
  of: Dashboard
}

function Card({ title, to, all, children }: { title: string; to?: string; all?: string; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Title order={2} size="h3">{title}</Title>
        {to && <Anchor component={Link} to={to} size="sm" className="keep">{all}</Anchor>}
      </Group>
      {children}
    </section>
  )
}

export function Goals({ of }: Props) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  return (
    <Card title={t('home.goals')} to="/goals" all={t('home.toGoals')}>
      {of.goals.length === 0 && <Text size="sm" c="dimmed" mt="xs">{t('home.noGoals')}</Text>}
      <ul className="rows">
        {of.goals.slice(0, 4).map((each) => {
          const percent = Math.round(each.progress_percent)
          return (
            <li key={each.id}>
              <div className="line">
                <Link to="/goals/$id" params={{ id: String(each.id) }} className="quiet-link"><Private>{each.goal_name}</Private></Link>
                <Status tone={each.on_track ? 'good' : 'warn'}>{each.on_track ? t('home.onTrack') : t('home.behind')}</Status>
              </div>
              <Meter label={t('goals.progressOf', { name: each.goal_name, percent })} percent={percent} />
              <div className="hint">
                <Cash of={money(each.current_amount)} currency={each.currency} /> / <Cash of={money(each.target_amount)} currency={each.currency} /> · {each.projected_date ? t('home.reachedOn', { date: formatDay(each.projected_date, locale) }) : t('home.noPace')}
              </div>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

export function Coming({ of }: Props) {
  const { t } = useTranslation('planning')
  const all = upcoming(of)
  return (
    <Card title={t('home.upcoming')}>
      {all.length === 0 && <Text size="sm" c="dimmed" mt="xs">{t('home.nothingUpcoming')}</Text>}
      <ul className="rows">
        {all.map((each) => (
          <li key={each.key}>
            <div className="line">
              <Link to={each.to} className="quiet-link"><Private>{each.kind === 'renewal' ? t('home.renewal', { number: each.name }) : t('home.goalDue', { name: each.name })}</Private></Link>
              <span><span className="hint">{each.amount !== null && <><Cash of={each.amount} currency={each.currency} /> · </>}</span><Day on={each.on} /></span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function Recent({ of }: Props) {
  const { t } = useTranslation('planning')
  return (
    <Card title={t('home.recent')} to="/transactions" all={t('home.toTransactions')}>
      {of.recent_transactions.length === 0 && <Text size="sm" c="dimmed" mt="xs">{t('home.noRecent')}</Text>}
      <ul className="rows">
        {of.recent_transactions.map((each) => (
          <li key={each.id}>
            <div className="line">
              <span><Private>{each.payee || t(`type.${each.type}`)}</Private> <span className="hint">· {each.type === 'transfer' ? t('type.transfer') : each.category ?? t('books.uncategorised')} · <Private>{each.account}</Private> · <DayOf on={each.date} /></span></span>
              <span className="flow" data-tone={each.type === 'transfer' ? 'moved' : money(each.amount) > 0n ? 'in' : undefined}><Cash of={money(each.amount)} currency={each.currency} signed={each.type !== 'transfer'} /></span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
