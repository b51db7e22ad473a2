// Where the borrowers are, how they do there, and whether too much is in one country.
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { RATINGS } from '../credit'
import { count, decimal, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { useLoansLink } from '../frame/portfolio'
import { RatingBadge } from '../parts/badges'
import { Fact } from './parts/Fact'
import { GroupTable } from './parts/GroupTable'
import { Knob } from './parts/Knob'
import { numberOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { useNavigate } from '@tanstack/react-router'
import { LEVEL_TONES } from './parts/tones'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/geography'
type Found = Answer<typeof PATH>
type Country = Found['countries'][number]

const SHARES = [1, 50] as const
const SHOWN = 12

export function GeographyPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const limit = numberOf(useOwn().limit, 10, SHARES)
  const of = useAnalysis(PATH, { top: SHOWN, max_share: limit, warn_share: Math.min(limit, 7) })
  const percent = (value: number) => share(value / 100, locale, 0)
  return (
    <Analysis
      of={of} name={t('page.geography')}
      title={(data) => t('analyses.geography.title', { country: data.countries[0]?.key ?? t('analyses.nameless'), share: share(data.countries[0]?.share, locale, 1), count: data.countries.length })}
      controls={<div className="knobs"><Knob label={t('analyses.geography.limit')} value={limit} min={SHARES[0]} max={SHARES[1]} step={1} format={percent} onChange={(value) => change({ limit: value === 10 ? undefined : value }, true)} /></div>}
    >
      {(data) => <Countries of={data} limit={limit / 100} />}
    </Analysis>
  )
}

function Countries({ of, limit }: { of: Found; limit: number }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const { index, breaches, top_three, top_three_high } = of.concentration
  const shown = of.countries.slice(0, SHOWN)
  const link = (at: number) => to(shown[at]?.filter)
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.concentration.index', { of: t('analyses.concentration.countries') })} value={decimal(index.points, locale, 0)} tone={LEVEL_TONES[index.level] ?? 'still'} note={`${t(`analyses.concentration.level.${index.level as 'low'}`)} · ${t('analyses.concentration.effective', { effective: decimal(index.effective, locale, 1), groups: count(index.groups, locale) })}`} />
        <Fact label={t('analyses.geography.three')} value={share(top_three, locale, 1)} tone={top_three_high ? 'bad' : 'good'} note={t('analyses.concentration.topThree', { context: top_three_high ? 'high' : 'fine' })} />
        <Fact label={t('analyses.geography.above', { limit: share(limit, locale, 0) })} value={count(breaches, locale)} note={breaches > 0 ? t('analyses.showLoans') : t('analyses.none')} to={breaches > 0 && of.concentration.breached ? to(of.concentration.breached) : undefined} />
      </div>
      <div className="columns wide-columns">
        <PlotCard
          title={t('analyses.geography.chart', { count: shown.length, share: share(shown.reduce((sum, each) => sum + each.share, 0), locale, 1) })} unit={t('analyses.concentration.unit', { limit: share(limit, locale, 0) })} labelHeader={t('field.country')} name="countries" rows stacked
          labels={shown.map((each) => each.key ?? t('analyses.nameless'))}
          series={[
            { key: 'within', name: t('analyses.concentration.within'), values: shown.map((each) => Math.min(each.share, limit)) },
            { key: 'above', name: t('analyses.concentration.above'), tint: 'grave', values: shown.map((each) => Math.max(0, each.share - limit)) },
          ]}
          format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(at) => void navigate({ to: link(at) })} to={link}
        />
        <GroupTable<Country>
          title={t('analyses.geography.table', { count: of.countries.length })} of="country" groups={of.countries}
          more={[
            { header: t('analyses.geography.performing'), align: 'end', wide: true, cell: (each) => <Performing part={each.performing_share} /> },
            { header: t('analyses.pd'), align: 'end', wide: true, cell: (each) => share(each.pd, locale) },
            { header: t('field.averageRating'), wide: true, cell: (each) => <RatingBadge rating={RATINGS[Math.round(each.mean_notch ?? -1)] ?? null} /> },
          ]}
        />
      </div>
    </>
  )
}

function Performing({ part }: { part: number }) {
  const locale = useLocale()
  return <Status tone={part >= 0.95 ? 'good' : part >= 0.85 ? 'warn' : 'bad'}>{share(part, locale, 1)}</Status>
}
