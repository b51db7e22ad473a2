// The loans to keep an eye on: how much they are, how soon they fall due, and the greatest of them.
import { Chip, Group } from '@mantine/core'
import '@mantine/core/styles/Chip.css'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { statusName, STATUSES } from '../credit'
import { several } from '../filter'
import { count, exactly, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { GroupTable } from './parts/GroupTable'
import { LoanTable } from './parts/LoanTable'
import { useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/watch-list'
type Report = Answer<typeof PATH>

const CHOICES = STATUSES.slice(1)
const BUCKETS = ['matured', 'half', 'year', 'two', 'later'] as const
const TINTS = ['grave', 'bad', 'warn', 'accent', 'still'] as const

export function WatchListPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const watched = several('status', useOwn().watched)
  const chosen = watched.length > 0 ? watched : ['Watch List']
  const of = useAnalysis(PATH, { top: 15, watched: chosen.join(',') })
  return (
    <Analysis
      of={of} name={t('page.watchList')}
      title={(data) => (data.whole.loans > 0 ? t('analyses.watch.title', { share: share(data.whole.share, locale, 1), count: data.whole.loans, shown: count(data.whole.loans, locale) }) : t('analyses.watch.nobody'))}
      controls={(
        <Chip.Group multiple value={chosen} onChange={(next) => change({ watched: next.length === 0 || next.join() === 'Watch List' ? undefined : next.join(',') })}>
          <Group gap="xs" role="group" aria-label={t('analyses.watch.statuses')}>{CHOICES.map((each) => <Chip key={each} value={each} size="sm" variant="outline">{statusName(each)}</Chip>)}</Group>
        </Chip.Group>
      )}
    >
      {(data) => (data.whole.loans > 0 ? <List of={data} /> : <p className="quiet">{t('analyses.watch.nobodyHint')}</p>)}
    </Analysis>
  )
}

function List({ of }: { of: Report }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const soon = of.buckets.slice(0, 3).reduce((sum, each) => sum + each.share, 0)
  const link = (at: number) => to(of.buckets[at]?.filter)
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.watch.whole')} value={<Cash of={of.whole.exposure} short />} note={t('analyses.ofAll', { share: share(of.whole.share, locale, 1) })} to={to(of.whole.filter)} />
        <Fact label={t('analyses.watch.low')} value={share(of.low_rated.share, locale, 1)} note={t('analyses.loans', { count: of.low_rated.loans, shown: count(of.low_rated.loans, locale) })} to={of.low_rated.loans > 0 ? to(of.low_rated.filter) : undefined} />
        <Fact label={t('analyses.expectedLoss')} value={<Cash of={of.expected_loss} short />} note={t('analyses.watch.lossNote')} />
        <Fact label={t('analyses.watch.soon')} value={share(soon, locale, 1)} note={t('analyses.watch.soonNote')} />
      </div>
      <div className="columns wide-columns">
        <PlotCard
          title={t('analyses.watch.chart', { share: share(soon, locale, 1) })} unit={t('analyses.watch.unit')} labelHeader={t('analyses.watch.bucket')} name="watch-list" height={240} amounts stacked
          labels={of.buckets.map((_, at) => t(`analyses.watch.buckets.${BUCKETS[at] ?? 'later'}`))}
          series={of.buckets.map((bucket, at) => ({ key: String(at), name: t(`analyses.watch.buckets.${BUCKETS[at] ?? 'later'}`), tint: TINTS[at] ?? 'still', values: of.buckets.map((_, other) => (other === at ? Number(bucket.exposure) : null)) }))}
          format={(value) => compact(exactly(value), locale)} onPick={(at) => void navigate({ to: link(at) })} to={link}
        />
        <GroupTable title={t('analyses.watch.sector', { sector: of.by_sector[0]?.key ?? t('analyses.nameless'), share: share(of.by_sector[0]?.share, locale, 1) })} of="sector" groups={of.by_sector} bare short />
        <GroupTable title={t('analyses.watch.rating')} of="rating" groups={of.by_rating} bare short />
      </div>
      <LoanTable
        title={t('analyses.watch.top', { count: of.top.length })} loans={of.top} without={['maturity']}
        more={[{ header: t('analyses.watch.due'), align: 'end', cell: (loan) => (loan.days_to_maturity < 0 ? <Status tone="bad">{t('analyses.watch.overdue', { count: -loan.days_to_maturity, shown: count(-loan.days_to_maturity, locale) })}</Status> : t('analyses.days', { count: loan.days_to_maturity, shown: count(loan.days_to_maturity, locale) })) }]}
      />
    </>
  )
}
