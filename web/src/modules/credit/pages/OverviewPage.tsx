// The portfolio at a glance: six figures, what asks for attention, its mix, and the greatest borrowers.
import { Anchor } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { count, decimal, rate, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useLoansLink, usePageLink } from '../frame/portfolio'
import { RatingBadge } from '../parts/badges'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { GroupTable, type LoanGroup } from './parts/GroupTable'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { LEVEL_TONES } from './parts/tones'
import { atRisk } from './parts/reckon'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/summary'
type Summary = Answer<typeof PATH>

export function OverviewPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH, { top: 5 })
  return (
    <Analysis
      of={of} name={t('page.overview')}
      title={(data) => t('analyses.overview.title', { grade: share(data.investment_grade.share, locale, 1), risk: share(atRisk(data.by_status), locale, 1) })}
    >
      {(data) => <Glance of={data} />}
    </Analysis>
  )
}

function Glance({ of }: { of: Summary }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const page = usePageLink()
  const risk = of.by_status.slice(1)
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.exposure')} value={<Cash of={of.total_exposure} short />} note={<>{t('analyses.overview.mean')} <Cash of={of.average_exposure} short /></>} to={to()} />
        <Fact label={t('analyses.overview.yield')} value={rate(of.average_rate, locale)} {...(of.yield_risk ? { tone: LEVEL_TONES[of.yield_risk] ?? 'still', note: t(`analyses.overview.yieldRisk.${of.yield_risk as 'low'}`) } : {})} to={page('what-if')} />
        <Fact label={t('analyses.overview.rating')} value={<RatingBadge rating={of.average_rating ?? null} />} note={t('analyses.overview.notch', { notch: decimal(of.mean_notch, locale, 1) })} to={page('loss')} />
        <Fact label={t('analyses.overview.maturity')} value={decimal(of.weighted_average_maturity_months, locale, 1)} note={t('analyses.overview.live', { shown: decimal(of.live_maturity_months, locale, 1) })} to={page('maturity')} />
        <Fact label={t('analyses.overview.interest')} value={<Cash of={of.annual_interest} short />} note={t('analyses.overview.interestNote')} to={page('cash-flow')} />
        <Fact label={t('portfolios.atRisk')} value={share(atRisk(of.by_status), locale, 1)} note={t('analyses.loans', { count: risk.reduce((sum, each) => sum + each.loans, 0), shown: count(risk.reduce((sum, each) => sum + each.loans, 0), locale) })} to={to({ status: 'Watch List,Non-Performing,Defaulted' })} />
      </div>
      <Warnings of={of} />
      <RatingChart groups={of.by_rating} grade={of.investment_grade.share} />
      <div className="columns wide-columns">
        <GroupTable title={first(of.by_sector, (name, part) => t('analyses.overview.sectors', { name, share: part }), locale) ?? t('field.sector')} of="sector" groups={of.by_sector} short />
        <div className="stacked">
        <GroupTable title={t('analyses.overview.statuses', { share: share(of.by_status[0]?.share, locale, 1) })} of="status" groups={of.by_status} />
        <GroupTable title={t('analyses.overview.top', { count: of.top_borrowers.length, share: share(of.top_borrowers.reduce((sum, each) => sum + each.share, 0), locale, 1) })} of="borrower" groups={of.top_borrowers} />
        </div>
      </div>
    </>
  )
}

/** A sentence about the first of some groups. */
function first(groups: readonly LoanGroup[], say: (name: string, part: string) => string, locale: string): string | null {
  const one = groups[0]
  return one ? say(one.key ?? '—', share(one.share, locale, 1)) : null
}

/** What somebody must look at, worst first. */
function Warnings({ of }: { of: Summary }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const found = [
    { name: 'defaulted', group: of.by_status[3], tone: 'bad' as const },
    { name: 'nonPerforming', group: of.by_status[2], tone: 'bad' as const },
    { name: 'matured', group: of.matured, tone: 'warn' as const },
    { name: 'watchList', group: of.by_status[1], tone: 'warn' as const },
  ] as const
  const told = found.filter(({ group }) => group && group.loans > 0)
  if (told.length === 0) return <p className="quiet">{t('analyses.overview.fine')}</p>
  return (
    <ul className="notices" aria-label={t('analyses.overview.warnings')}>
      {told.map(({ name, group, tone }) => group && (
        <li key={name}>
          <Status tone={tone}><span>{t(`analyses.overview.warning.${name}`, { count: group.loans, shown: count(group.loans, locale), share: share(group.share, locale, 1) })}: <Cash of={group.exposure} /></span></Status>
          <Anchor component={Link} to={to(group.filter)} size="sm" className="no-print">{t('analyses.showLoans')}</Anchor>
        </li>
      ))}
    </ul>
  )
}

function RatingChart({ groups, grade }: { groups: readonly LoanGroup[]; grade: number }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const link = (at: number) => to(groups[at]?.filter)
  return (
    <PlotCard
      title={t('analyses.overview.ratings', { share: share(grade, locale, 1) })} unit={t('analyses.overview.ratingsUnit')} labelHeader={t('field.rating')} name="ratings" height={220}
      labels={groups.map((each) => each.key ?? '—')} series={[{ key: 'share', name: t('field.share'), values: groups.map((each) => each.share) }]}
      format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(at) => void navigate({ to: link(at) })} to={link}
    />
  )
}
