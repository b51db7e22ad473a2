// How ratings moved: a matrix from where to where, by cohort or by duration, and the moves by kind.
import { NativeSelect, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { count, decimal, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { useDefinitions } from '../frame/Definition'
import { DayInput } from './parts/DayInput'
import { Matrix } from './migration/Matrix'
import { Opened } from './parts/Opened'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { greatest, shadeOf } from './parts/series'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/migration'
type Study = Answer<typeof PATH>

const METHODS = ['cohort', 'duration'] as const
const SHOWS = ['shares', 'counts', 'intervals'] as const
const HORIZONS = ['year', 'half_year', 'quarter', 'month'] as const
const WITHDRAWALS = ['removed', 'own_column'] as const
const KINDS = ['upgrades', 'downgrades', 'fallen_angels', 'rising_stars', 'defaults', 'withdrawn'] as const
/** More curves than this are not told apart. */
const MOST_CURVES = 8

export function MigrationPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const method = oneOf(own.method, METHODS)
  const cohort = method === 'cohort'
  const show = cohort ? oneOf(own.show, SHOWS) : own.show === 'counts' ? 'counts' : 'shares'
  const terms = {
    method, ...(own.from ? { from: own.from } : {}), ...(own.to ? { to: own.to } : {}),
    ...(cohort ? { horizon: oneOf(own.horizon, HORIZONS), withdrawals: oneOf(own.withdrawals, WITHDRAWALS) } : {}),
  }
  const of = useAnalysis(PATH, terms)
  const [from, to] = (own.cell ?? '').split('>')
  const kind = KINDS.find((each) => each === own.kind)
  const opened = from && to ? { from_rating: from, to_rating: to } : kind ? { kind } : null
  return (
    <>
      <Analysis
        of={of} name={t('page.migration')}
        title={(data) => t('analyses.migration.title', { up: share(data.moves.upgrades.share, locale, 1), down: share(data.moves.downgrades.share, locale, 1) })}
        controls={(
          <div className="fields">
            <SegmentedControl className="own-width" aria-label={t('analyses.migration.method')} value={method} data={METHODS.map((value) => ({ value, label: t(`analyses.migration.methods.${value}`) }))} onChange={(value) => change({ method: value === 'cohort' ? undefined : value, cell: undefined })} />
            <SegmentedControl className="own-width" aria-label={t('analyses.migration.show')} value={show} data={SHOWS.filter((each) => cohort || each !== 'intervals').map((value) => ({ value, label: t(`analyses.migration.shows.${value}`) }))} onChange={(value) => change({ show: value === 'shares' ? undefined : value })} />
            {cohort && <NativeSelect label={t('analyses.migration.horizon')} value={oneOf(own.horizon, HORIZONS)} data={HORIZONS.map((value) => ({ value, label: t(`analyses.horizons.${value}`) }))} onChange={(event) => change({ horizon: event.currentTarget.value === 'year' ? undefined : event.currentTarget.value })} />}
            {cohort && <NativeSelect label={t('analyses.migration.withdrawals')} value={oneOf(own.withdrawals, WITHDRAWALS)} data={WITHDRAWALS.map((value) => ({ value, label: t(`analyses.migration.withdrawal.${value}`) }))} onChange={(event) => change({ withdrawals: event.currentTarget.value === 'removed' ? undefined : event.currentTarget.value })} />}
            <DayInput label={t('analyses.from')} value={own.from} usual={of.data?.from} onChange={(day) => change({ from: day })} />
            <DayInput label={t('analyses.to')} value={own.to} usual={of.data?.to} onChange={(day) => change({ to: day })} />
          </div>
        )}
      >
        {(data) => <Found of={data} show={show} open={(cell) => change({ cell, kind: undefined })} openKind={(each) => change({ kind: each, cell: undefined })} />}
      </Analysis>
      {opened && (
        <Opened
          path="/api/v1/portfolios/{id}/analytics/migration/loans" asked={{ ...terms, ...opened }} close={() => change({ cell: undefined, kind: undefined })}
          title={kind ? t(`analyses.migration.kinds.${kind}`) : t('analyses.migration.cell', { from, to })}
        />
      )}
    </>
  )
}

interface FoundProps {
  of: Study
  show: (typeof SHOWS)[number]
  open: (cell: string) => void
  openKind: (kind: string) => void
}

function Found({ of, show, open, openKind }: FoundProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const said = useDefinitions()
  const { moves } = of
  const curves = of.cumulative_pd.filter((each) => each.from !== 'D')
  const drawn = curves.filter((_, at) => curves.length <= MOST_CURVES || at % Math.ceil(curves.length / MOST_CURVES) === 0)
  const worst = drawn[greatest(drawn.map((each) => each.after.at(-1) ?? 0))]
  const years = Math.max(...drawn.map((each) => each.after.length), 0)
  return (
    <>
      <div className="tiles">
        {KINDS.map((kind) => (
          <button key={kind} type="button" className="tile card tile-button" disabled={moves[kind].count === 0} onClick={() => openKind(kind)}>
            <span>{t(`analyses.migration.kinds.${kind}`)}</span>
            <b>{count(moves[kind].count, locale)}</b>
            <small>{share(moves[kind].share, locale, 1)}</small>
          </button>
        ))}
      </div>
      <p className="quiet">{t('analyses.migration.drift', { count: moves.steps, shown: count(moves.steps, locale), drift: decimal(Math.abs(moves.drift), locale, 3), context: moves.drift > 0 ? 'down' : 'up', from: formatDay(of.from, locale), to: formatDay(of.to, locale) })}</p>
      <Matrix of={of} show={show} open={open} />
      {of.timeline.length > 1 && (
        <PlotCard
          title={t('analyses.migration.timeline')} unit={t('analyses.migration.timelineUnit')} labelHeader={t('analyses.from')} name="migration-periods"
          labels={of.timeline.map((each) => formatDay(each.from, locale))}
          series={[
            { key: 'up', name: t('analyses.migration.kinds.upgrades'), tint: 'good', values: of.timeline.map((each) => each.upgrades) },
            { key: 'down', name: t('analyses.migration.kinds.downgrades'), tint: 'bad', values: of.timeline.map((each) => each.downgrades) },
            { key: 'default', name: t('analyses.migration.kinds.defaults'), tint: 'grave', values: of.timeline.map((each) => each.defaults) },
          ]}
          format={(value) => count(value, locale)}
        />
      )}
      {drawn.length > 0 && (
        <PlotCard
          title={t('analyses.migration.cumulative', { rating: worst?.from ?? '', share: share(worst?.after.at(-1), locale, 1), count: years })} unit={said(of.cumulative_definition)} labelHeader={t('analyses.migration.periods')} name="cumulative-pd"
          labels={Array.from({ length: years }, (_, at) => String(at + 1))}
          series={drawn.map((each, at) => ({ key: each.from, name: each.from, kind: 'line', shade: shadeOf(at, drawn.length), values: each.after }))}
          format={(value) => share(value, locale, 1)} tick={tickOf(locale)}
        />
      )}
    </>
  )
}
