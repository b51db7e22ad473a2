// When the loans fall due: per quarter, how soon on average, and how much must be refinanced.
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { count, decimal, exactly, rate, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { FigureTable } from '../frame/FigureTable'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { ShareBar } from './parts/GroupTable'
import { PlotCard } from './parts/PlotCard'
import { LEVEL_TONES } from './parts/tones'
import { everyQuarter, quarterName } from './parts/reckon'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/maturity'
type Profile = Answer<typeof PATH>

export function MaturityPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH)
  return (
    <Analysis of={of} name={t('page.maturity')} title={(data) => t('analyses.maturity.title', { share: share(data.twelve_months.share, locale, 1) })}>
      {(data) => <Quarters of={data} />}
    </Analysis>
  )
}

function Quarters({ of }: { of: Profile }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const { quarters } = of
  const wall = quarters.find((each) => each.key === of.wall)
  const most = Math.max(...quarters.map((each) => each.share), 0.0001)
  // Time runs evenly in the chart: quarters in which nothing falls due are there, too.
  const drawn = everyQuarter(quarters)
  const link = (at: number) => { const quarter = drawn[at]; return quarter?.filter ? to(quarter.filter) : undefined }
  const level = of.refinancing_risk as 'low'
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.maturity.average')} value={t('analyses.years', { count: Math.round(of.weighted_average_maturity?.years ?? 0), shown: decimal(of.weighted_average_maturity?.years, locale, 2) })} note={t('analyses.maturity.averageNote')} to={to()} />
        <Fact label={t('analyses.maturity.six')} value={share(of.six_months.share, locale, 1)} tone={LEVEL_TONES[level] ?? 'still'} note={t(`analyses.maturity.refinancing.${level}`)} to={to(of.six_months.filter)} />
        <Fact label={t('analyses.maturity.twelve')} value={share(of.twelve_months.share, locale, 1)} note={<Cash of={of.twelve_months.exposure} short />} to={to(of.twelve_months.filter)} />
        <Fact label={t('analyses.maturity.matured')} value={share(of.matured.share, locale, 1)} note={of.matured.loans > 0 ? <>{t('analyses.loans', { count: of.matured.loans, shown: count(of.matured.loans, locale) })} · <Cash of={of.matured.exposure} short /></> : t('analyses.none')} to={of.matured.loans > 0 ? to(of.matured.filter) : undefined} />
      </div>
      <PlotCard
        title={wall ? t('analyses.maturity.wall', { quarter: quarterName(wall.key), share: share(wall.share, locale, 1) }) : t('analyses.maturity.profile')} unit={t('analyses.maturity.unit')} labelHeader={t('analyses.maturity.quarter')} name="maturity" amounts
        labels={drawn.map((each) => quarterName(each.key))}
        series={[
          { key: 'due', name: t('analyses.maturity.due'), values: drawn.map((each) => Number(each.exposure)) },
          { key: 'cumulative', name: t('analyses.maturity.cumulative'), kind: 'line', tint: 'still', share: true, values: drawn.map((each) => each.cumulative_share) },
        ]}
        format={(value) => compact(exactly(value), locale)} shareFormat={(value) => share(value, locale, 0)} onPick={(at) => { const target = link(at); if (target) void navigate({ to: target }) }} to={link}
      />
      <FigureTable
        label={t('analyses.maturity.profile')} rows={quarters} rowKey={(each) => each.key ?? ''} to={(each) => to(each.filter)}
        columns={[
          { header: t('analyses.maturity.quarter'), cell: (each) => quarterName(each.key) },
          { header: t('field.loans'), align: 'end', cell: (each) => count(each.loans, locale) },
          { header: t('analyses.maturity.due'), align: 'end', cell: (each) => <Cash of={each.exposure} /> },
          { header: t('field.share'), align: 'end', cell: (each) => <ShareBar share={each.share} most={most} /> },
          { header: t('analyses.maturity.cumulative'), align: 'end', wide: true, cell: (each) => share(each.cumulative_share, locale, 1) },
          { header: t('field.rate'), align: 'end', wide: true, cell: (each) => rate(each.weighted_rate, locale) },
        ]}
      />
    </>
  )
}
