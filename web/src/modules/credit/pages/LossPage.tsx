// What is expected to be lost within a year: default probability, expected loss and risk-weighted assets.
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { count, exactly, partOf, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { GroupTable } from './parts/GroupTable'
import { LoanTable } from './parts/LoanTable'
import { PlotCard } from './parts/PlotCard'
import { greatest } from './parts/series'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/default-probability'
type Losses = Answer<typeof PATH>
type Line = Losses['ratings'][number]

export function LossPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH, { top: 15 })
  return (
    <Analysis of={of} name={t('page.loss')} title={(data) => t('analyses.loss.title', { loss: share(data.loss_rate, locale), pd: share(data.portfolio_pd, locale) })}>
      {(data) => <Parts of={data} />}
    </Analysis>
  )
}

function Parts({ of }: { of: Losses }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const { ratings } = of
  const worst = ratings[greatest(ratings.map((each) => Number(each.expected_loss)))]
  const link = (at: number) => to(ratings[at]?.filter)
  const part = worst ? share(partOf(worst.expected_loss, of.expected_loss), locale, 1) : ''
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.pd')} value={share(of.portfolio_pd, locale)} note={t('analyses.loss.pdNote')} />
        <Fact label={t('analyses.expectedLoss')} value={<Cash of={of.expected_loss} short />} note={t('analyses.ofAll', { share: share(of.loss_rate, locale) })} />
        <Fact label={t('analyses.rwa')} value={<Cash of={of.risk_weighted_assets} short />} note={t('analyses.loss.density', { share: share(of.risk_density, locale, 1) })} />
        <Fact label={t('analyses.loss.recovery')} value={share(of.weighted_recovery, locale, 1)} note={t('analyses.loss.plain', { share: share(of.mean_recovery, locale, 1) })} />
        <Fact label={t('analyses.loss.high')} value={share(of.high_risk.share, locale, 1)} note={<>{t('analyses.loans', { count: of.high_risk.loans, shown: count(of.high_risk.loans, locale) })} · <Cash of={of.high_risk.exposure} short /></>} to={of.high_risk.loans > 0 ? to(of.high_risk.filter) : undefined} />
      </div>
      <div className="columns wide-columns">
        <PlotCard
          title={worst ? t('analyses.loss.chart', { rating: worst.key ?? '—', share: part, held: share(worst.share, locale, 1) }) : t('analyses.expectedLoss')} unit={t('analyses.loss.unit')} labelHeader={t('field.rating')} name="expected-loss" amounts
          labels={ratings.map((each) => each.key ?? '—')} series={[{ key: 'loss', name: t('analyses.expectedLoss'), values: ratings.map((each) => Number(each.expected_loss)) }]}
          format={(value) => compact(exactly(value), locale)} onPick={(at) => void navigate({ to: link(at) })} to={link}
        />
        <GroupTable<Line>
          title={t('analyses.loss.table')} of="rating" groups={ratings} bare
          more={[
            { header: t('analyses.pd'), align: 'end', cell: (each) => share(each.pd, locale) },
            { header: t('analyses.lgd'), align: 'end', wide: true, cell: (each) => share(1 - each.recovery, locale, 0) },
            { header: t('analyses.loss.weight'), align: 'end', wide: true, cell: (each) => share(each.risk_weight, locale, 0) },
            { header: t('analyses.expectedLoss'), align: 'end', cell: (each) => <Cash of={each.expected_loss} short /> },
            { header: t('analyses.rwa'), align: 'end', wide: true, cell: (each) => <Cash of={each.risk_weighted_assets} short /> },
          ]}
        />
      </div>
      {of.filled.length > 0 && <p className="quiet">{t('analyses.loss.filled', { ratings: of.filled.map((each) => `${each.rating} → ${each.taken_from}`).join(', ') })}</p>}
      <LoanTable
        title={t('analyses.loss.top', { count: of.top_risky_loans.length, share: share(partOf(total(of.top_risky_loans), of.expected_loss), locale, 1) })} loans={of.top_risky_loans} without={['maturity']}
        more={[
          { header: t('analyses.pd'), align: 'end', cell: (loan) => share(loan.pd, locale) },
          { header: t('analyses.expectedLoss'), align: 'end', cell: (loan) => <Cash of={loan.expected_loss} /> },
        ]}
      />
    </>
  )
}

function total(loans: readonly { expected_loss: number | string }[]): bigint {
  return loans.reduce((sum, each) => sum + exactly(each.expected_loss), 0n)
}
