// Exposure by sector and rating, each by status: what is sound, and where it is not.
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { statusName, STATUSES } from '../credit'
import { exactly, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useLoansLink } from '../frame/portfolio'
import { Fact } from './parts/Fact'
import { GroupTable } from './parts/GroupTable'
import { PlotCard } from './parts/PlotCard'
import { greatest, STATUS_TINTS } from './parts/series'
import { Cash } from '../parts/Cash'
import { weak } from './parts/reckon'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/mix'
type Mix = Answer<typeof PATH>
type Line = Mix['sectors'][number]

const TONES = ['good', 'warn', 'bad', 'bad'] as const

export function RiskPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH)
  return (
    <Analysis
      of={of} name={t('page.risk')}
      title={(data) => {
        const worst = data.sectors[greatest(data.sectors.map(weak))]
        return worst && weak(worst) > 0
          ? t('analyses.risk.title', { share: share(data.statuses[0]?.share, locale, 1), sector: worst.key ?? t('analyses.nameless'), weak: share(weak(worst), locale, 1) })
          : t('analyses.risk.sound')
      }}
    >
      {(data) => <Parts of={data} />}
    </Analysis>
  )
}

function Parts({ of }: { of: Mix }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const most = Math.max(...of.sectors.map(weak), 0.0001)
  const more = (header: string) => [{ header, align: 'end' as const, cell: (line: Line) => share(weak(line), locale, 1) }]
  return (
    <>
      <div className="tiles">
        {of.statuses.map((each, at) => (
          <Fact key={each.key ?? at} label={each.key ? statusName(STATUSES[at] ?? 'Performing') : '—'} value={share(each.share, locale, 1)} tone={TONES[at] ?? 'still'} note={<><Cash of={each.exposure} short /> · {t('analyses.loans', { count: each.loans, shown: each.loans.toLocaleString(locale) })}</>} to={each.loans > 0 ? to(each.filter) : undefined} />
        ))}
      </div>
      <div className="columns wide-columns">
        <Stacked title={t('analyses.risk.sectors', { sector: of.sectors[0]?.key ?? '—', share: share(of.sectors[0]?.share, locale, 1) })} header={t('field.sector')} name="sectors" lines={of.sectors} />
        <Stacked title={ratingTitle(of.ratings, t('analyses.risk.ratings', { rating: of.ratings[greatest(of.ratings.map((each) => each.share))]?.key ?? '—', share: share(Math.max(...of.ratings.map((each) => each.share)), locale, 1) }))} header={t('field.rating')} name="ratings" lines={of.ratings} />
      </div>
      <div className="columns wide-columns">
        <GroupTable title={most > 0.0002 ? t('analyses.risk.weakest', { sector: of.sectors[greatest(of.sectors.map(weak))]?.key ?? '—' }) : t('analyses.risk.noneWeak')} note={t('analyses.risk.weakNote')} of="sector" groups={of.sectors} more={more(t('analyses.risk.weak'))} bare />
        <GroupTable title={t('analyses.risk.byRating')} note={t('analyses.risk.weakNote')} of="rating" groups={of.ratings} more={more(t('analyses.risk.weak'))} bare />
      </div>
    </>
  )
}

function ratingTitle(lines: readonly Line[], title: string): string {
  return lines.length > 0 ? title : '—'
}

/** Bars in the four colours of the statuses; a piece opens its loans. */
function Stacked({ title, header, name, lines }: { title: string; header: string; name: string; lines: readonly Line[] }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const series = STATUSES.map((status, at) => ({ key: status, name: statusName(status), tint: STATUS_TINTS[at] ?? 'still', values: lines.map((line) => Number(line.statuses[at]?.exposure ?? 0)) }))
  return (
    <PlotCard
      title={title} unit={t('analyses.risk.unit')} labelHeader={header} name={name} rows stacked amounts
      labels={lines.map((line) => line.key ?? t('analyses.nameless'))} series={series} format={(value) => compact(exactly(value), locale)}
      onPick={(label, at) => {
        const piece = lines[label]?.statuses[at]
        if (piece) void navigate({ to: to(piece.filter) })
      }}
      to={(at) => to(lines[at]?.filter)}
    />
  )
}
