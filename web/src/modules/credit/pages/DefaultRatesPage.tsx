// How many defaulted in a period: by rating, by count and by volume, adjusted for those that left, and a year of it.
import { NativeSelect, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { RatingBadge } from '../parts/badges'
import { DayInput } from './parts/DayInput'
import { Fact } from './parts/Fact'
import { Opened } from './parts/Opened'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { greatest } from './parts/series'
import { tickOf } from './parts/tick'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/default-rates'
type Study = Answer<typeof PATH>
type Figures = Study['all']

const HORIZONS = ['year', 'half_year', 'quarter', 'month'] as const
const BASES = ['by_count', 'adjusted_by_count', 'by_volume', 'adjusted_by_volume'] as const

export function DefaultRatesPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const base = oneOf(own.base, BASES)
  const terms = { horizon: oneOf(own.horizon, HORIZONS), ...(own.from ? { from: own.from } : {}), ...(own.to ? { to: own.to } : {}) }
  const of = useAnalysis(PATH, terms)
  const opened = own.of
  return (
    <>
      <Analysis
        of={of} name={t('page.defaultRates')}
        title={(data) => t('analyses.defaults.title', { count: data.all.defaulted, shown: count(data.all.defaulted, locale), all: count(data.all.loans, locale), rate: share(data.all.by_count_a_year, locale) })}
        controls={(
          <div className="fields">
            <SegmentedControl className="own-width" aria-label={t('analyses.defaults.base')} value={base} data={BASES.map((value) => ({ value, label: t(`analyses.defaults.bases.${value}`) }))} onChange={(value) => change({ base: value === 'by_count' ? undefined : value })} />
            <DayInput label={t('analyses.from')} value={own.from} usual={of.data?.from} onChange={(day) => change({ from: day })} />
            <DayInput label={t('analyses.to')} value={own.to} usual={of.data?.to} onChange={(day) => change({ to: day })} />
            <NativeSelect label={t('analyses.migration.horizon')} value={terms.horizon} data={HORIZONS.map((value) => ({ value, label: t(`analyses.horizons.${value}`) }))} onChange={(event) => change({ horizon: event.currentTarget.value === 'year' ? undefined : event.currentTarget.value })} />
          </div>
        )}
      >
        {(data) => <Rates of={data} base={base} open={(rating) => change({ of: rating })} />}
      </Analysis>
      {opened && (
        <Opened
          path="/api/v1/portfolios/{id}/analytics/default-rates/loans" asked={{ ...terms, ended: 'defaulted', ...(opened === 'all' ? {} : { from_rating: opened }) }} close={() => change({ of: undefined })}
          title={opened === 'all' ? t('analyses.defaults.openedAll') : t('analyses.defaults.opened', { rating: opened })}
        />
      )}
    </>
  )
}

function Rates({ of, base, open }: { of: Study; base: (typeof BASES)[number]; open: (rating: string) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const yearly = `${base}_a_year` as const
  const note = (figures: Figures) => t('analyses.defaults.of', { some: count(figures.defaulted, locale), all: count(figures.loans, locale) })
  const lines = [...of.ratings.map((each) => ({ ...each, name: each.rating as string, key: each.rating as string }))]
  const worst = lines[greatest(lines.map((each) => each[yearly]))]
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.defaults.all')} value={share(of.all[yearly], locale)} note={note(of.all)} />
        <Fact label={t('grade.investment')} value={share(of.investment_grade[yearly], locale)} note={note(of.investment_grade)} />
        <Fact label={t('grade.speculative')} value={share(of.speculative_grade[yearly], locale)} note={note(of.speculative_grade)} />
        <Fact label={t('analyses.defaults.interval', { level: share(of.confidence, locale, 0) })} value={`${share(of.all.by_count_low, locale, 1)} – ${share(of.all.by_count_high, locale, 1)}`} note={t('analyses.defaults.intervalNote', { from: formatDay(of.from, locale), to: formatDay(of.to, locale) })} />
      </div>
      <div className="columns wide-columns">
        <PlotCard
          title={worst && worst[yearly] > 0 ? t('analyses.defaults.chart', { rating: worst.name, rate: share(worst[yearly], locale, 1) }) : t('analyses.defaults.nobody')} unit={t('analyses.defaults.unit', { base: t(`analyses.defaults.bases.${base}`) })} labelHeader={t('field.rating')} name="default-rates"
          labels={lines.map((each) => each.name)} series={[{ key: 'rate', name: t('analyses.defaults.aYear'), tint: 'bad', values: lines.map((each) => each[yearly]) }]} format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(at) => { const line = lines[at]; if (line && line.defaulted > 0) open(line.key) }}
        />
        {of.timeline.length > 1 && (
          <PlotCard
            title={t('analyses.defaults.timeline')} unit={t('analyses.defaults.timelineUnit')} labelHeader={t('analyses.from')} name="default-rates-over-time"
            labels={of.timeline.map((each) => formatDay(each.from, locale))}
            series={[
              { key: 'count', name: t('analyses.defaults.bases.by_count'), kind: of.timeline.length > 2 ? 'line' : 'bar', tint: 'bad', values: of.timeline.map((each) => each.by_count) },
              { key: 'adjusted', name: t('analyses.defaults.bases.adjusted_by_count'), kind: of.timeline.length > 2 ? 'line' : 'bar', tint: 'still', dashed: true, values: of.timeline.map((each) => each.adjusted_by_count) },
            ]}
            format={(value) => share(value, locale, 1)} tick={tickOf(locale)}
          />
        )}
      </div>
      <FigureTable
        label={t('page.defaultRates')} rows={[...lines, { ...of.all, name: t('analyses.defaults.all'), key: 'all', rating: null }]} rowKey={(line) => line.key}
        columns={[
          { header: t('analyses.defaults.first'), cell: (line) => (line.rating ? <RatingBadge rating={line.rating} /> : <b>{line.name}</b>) },
          { header: t('field.loans'), align: 'end', cell: (line) => count(line.loans, locale) },
          { header: t('analyses.defaults.defaulted'), align: 'end', cell: (line) => (line.defaulted > 0 ? <button type="button" className="plain-link" onClick={() => open(line.key)}>{count(line.defaulted, locale)}</button> : '0') },
          { header: t('analyses.defaults.withdrawn'), align: 'end', wide: true, cell: (line) => count(line.withdrawn, locale) },
          ...BASES.map((each) => ({ header: t(`analyses.defaults.bases.${each}`), align: 'end' as const, wide: each !== base, cell: (line: Figures) => share(line[each], locale) })),
          { header: t('analyses.defaults.wilson'), align: 'end', wide: true, cell: (line) => `${share(line.by_count_low, locale, 1)} – ${share(line.by_count_high, locale, 1)}` },
          { header: t('analyses.defaults.aYear'), align: 'end', cell: (line) => <b>{share(line[yearly], locale)}</b> },
        ]}
      />
    </>
  )
}
