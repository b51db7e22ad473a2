// How much hangs on how few: indices by name, sector, country and rating, and the greatest against their limits.
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { count, decimal, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { GroupTable } from './parts/GroupTable'
import { Knob } from './parts/Knob'
import { numberOf, oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { LEVEL_TONES, LIGHTS } from './parts/tones'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/concentration'
type Found = Answer<typeof PATH>
type Ranked = Found['names']['top'][number]

const SHARES = [1, 50] as const
const DIMENSIONS = ['names', 'sectors', 'countries'] as const
const KINDS = { names: 'borrower', sectors: 'sector', countries: 'country' } as const

export function ConcentrationPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const limit = numberOf(own.limit, 10, SHARES)
  const warn = Math.min(limit, numberOf(own.warn, 7, SHARES))
  const of = useAnalysis(PATH, { top: 10, max_share: limit, warn_share: warn })
  const by = oneOf(own.by, DIMENSIONS)
  const percent = (value: number) => share(value / 100, locale, 0)
  return (
    <Analysis
      of={of} name={t('page.concentration')}
      title={(data) => t('analyses.concentration.title', { count: data.names.top.length, share: share(data.names.top.at(-1)?.cumulative_share ?? 0, locale, 1), breaches: data.names.breaches, context: data.names.breaches > 0 ? 'breach' : 'within', limit: percent(limit) })}
      controls={(
        <div className="knobs">
          <Knob label={t('analyses.concentration.limit')} value={limit} min={SHARES[0]} max={SHARES[1]} step={1} format={percent} onChange={(value) => change({ limit: value === 10 ? undefined : value }, true)} />
          <Knob label={t('analyses.concentration.warn')} value={warn} min={SHARES[0]} max={limit} step={1} format={percent} onChange={(value) => change({ warn: value === 7 ? undefined : value }, true)} />
        </div>
      )}
    >
      {(data) => (
        <>
          <Indices of={data} />
          <SegmentedControl
            mb="md" className="no-print" aria-label={t('analyses.concentration.by')} value={by} onChange={(value) => change({ by: value === 'names' ? undefined : value })}
            data={DIMENSIONS.map((each) => ({ value: each, label: t(`analyses.concentration.${each}`) }))}
          />
          <Greatest of={data[by]} by={by} limit={limit / 100} />
        </>
      )}
    </Analysis>
  )
}

function Indices({ of }: { of: Found }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const all = [['names', of.names.index], ['sectors', of.sectors.index], ['countries', of.countries.index], ['ratings', of.ratings]] as const
  return (
    <div className="tiles">
      {all.map(([name, index]) => (
        <Fact
          key={name} label={t('analyses.concentration.index', { of: t(`analyses.concentration.${name}`) })} value={decimal(index.points, locale, 0)} tone={LEVEL_TONES[index.level] ?? 'still'}
          note={`${t(`analyses.concentration.level.${index.level as 'low'}`)} · ${t('analyses.concentration.effective', { effective: decimal(index.effective, locale, 1), groups: count(index.groups, locale) })}`}
        />
      ))}
    </div>
  )
}

function Greatest({ of, by, limit }: { of: Found['names']; by: (typeof DIMENSIONS)[number]; limit: number }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const link = (at: number) => to(of.top[at]?.filter)
  const three = t('analyses.concentration.three', { share: share(of.top_three, locale, 1), context: of.top_three_high ? 'high' : 'fine' })
  return (
    <div className="columns wide-columns">
      <PlotCard
        title={three} unit={t('analyses.concentration.unit', { limit: share(limit, locale, 0) })} labelHeader={t(`field.${KINDS[by]}`)} name={`concentration-${by}`} rows {...(by === 'names' ? { amounts: true } : {})}
        labels={of.top.map((each) => each.key ?? t('analyses.nameless'))}
        series={[
          { key: 'within', name: t('analyses.concentration.within'), values: of.top.map((each) => Math.min(each.share, limit)) },
          { key: 'above', name: t('analyses.concentration.above'), tint: 'grave', values: of.top.map((each) => Math.max(0, each.share - limit)) },
        ]}
        stacked format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(at) => void navigate({ to: link(at) })} to={link}
      />
      <GroupTable<Ranked>
        title={t('analyses.concentration.table', { count: of.breaches, context: of.breaches > 0 ? 'breach' : 'within', amber: count(of.ambers, locale) })} of={KINDS[by]} groups={of.top} bare
        more={[
          { header: t('analyses.concentration.cumulative'), align: 'end', wide: true, cell: (each) => share(each.cumulative_share, locale, 1) },
          { header: t('analyses.concentration.light'), cell: (each) => <Status tone={LIGHTS[each.light] ?? 'still'}>{t(`analyses.concentration.lights.${each.light as 'green'}`)}</Status> },
          { header: t('analyses.concentration.excess'), align: 'end', wide: true, cell: (each) => (Number(each.excess) > 0 ? <Cash of={each.excess} short /> : '') },
        ]}
      />
    </div>
  )
}
