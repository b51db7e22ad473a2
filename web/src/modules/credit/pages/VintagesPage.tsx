// How each vintage did with age: the cumulative rate of default, of the static pool or adjusted for those that left.
import { NativeSelect, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { Cash } from '../parts/Cash'
import { Opened } from './parts/Opened'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { shadeOf } from './parts/series'
import { courseOf, rateOf, tailOf, vintageName, worstOf } from './parts/reckon'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/vintages'
type Study = Answer<typeof PATH>
type Vintage = Study['vintages'][number]

const GRAINS = ['quarter', 'year', 'month'] as const
const RATES = ['cumulative', 'survival_adjusted', 'cumulative_by_volume'] as const
/** More curves than this are not told apart: the newest. */
const MOST = 12

export function VintagesPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const terms = { grain: oneOf(own.grain, GRAINS), age: oneOf(own.age, GRAINS) }
  const by = oneOf(own.by, RATES)
  const of = useAnalysis(PATH, terms)
  return (
    <>
      <Analysis
        of={of} name={t('page.vintages')}
        title={(data) => {
          const worst = worstOf(data.vintages, by)
          return worst && rateOf(worst, by) > 0 ? t('analyses.vintages.title', { vintage: vintageName(worst.first, terms.grain, locale), share: share(rateOf(worst, by), locale, 1) }) : t('analyses.vintages.none')
        }}
        controls={(
          <div className="fields">
            <SegmentedControl className="own-width" aria-label={t('analyses.vintages.by')} value={by} data={RATES.map((value) => ({ value, label: t(`analyses.vintages.rates.${value}`) }))} onChange={(value) => change({ by: value === 'cumulative' ? undefined : value })} />
            <NativeSelect label={t('analyses.vintages.grain')} value={terms.grain} data={GRAINS.map((value) => ({ value, label: t(`analyses.horizons.${value}`) }))} onChange={(event) => change({ grain: event.currentTarget.value === 'quarter' ? undefined : event.currentTarget.value, of: undefined })} />
            <NativeSelect label={t('analyses.vintages.age')} value={terms.age} data={GRAINS.map((value) => ({ value, label: t(`analyses.horizons.${value}`) }))} onChange={(event) => change({ age: event.currentTarget.value === 'quarter' ? undefined : event.currentTarget.value })} />
          </div>
        )}
      >
        {(data) => <Curves of={data} by={by} grain={terms.grain} open={(first) => change({ of: first })} />}
      </Analysis>
      {own.of && (
        <Opened
          path="/api/v1/portfolios/{id}/analytics/vintages/loans" asked={{ ...terms, first: own.of }} close={() => change({ of: undefined })}
          title={t('analyses.vintages.opened', { vintage: vintageName(own.of, terms.grain, locale) })}
        />
      )}
    </>
  )
}

function Curves({ of, by, grain, open }: { of: Study; by: (typeof RATES)[number]; grain: (typeof GRAINS)[number]; open: (first: string) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const drawn = of.vintages.slice(-MOST)
  const ages = Math.max(...drawn.map((each) => each.ages.length), 0)
  const unit = t(`analyses.vintages.ages.${of.age as 'quarter'}`)
  return (
    <>
      <PlotCard
        title={t('analyses.vintages.chart', { count: drawn.length })} unit={t('analyses.vintages.unit', { age: unit })} labelHeader={unit} name="vintages" height={340}
        labels={Array.from({ length: ages }, (_, at) => String(at + 1))}
        series={[
          ...drawn.map((each, at) => ({ key: each.first, name: vintageName(each.first, grain, locale), kind: 'line' as const, shade: shadeOf(at, drawn.length), values: courseOf(each, by, ages), told: each.ages.map((age) => age[by]) })),
          ...drawn.map((each, at) => ({ key: `${each.first} so far`, name: t('analyses.vintages.soFar', { vintage: vintageName(each.first, grain, locale) }), kind: 'line' as const, shade: shadeOf(at, drawn.length), dashed: true, tail: true, values: tailOf(each, by, ages) })),
        ]}
        format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(_, at) => { const vintage = drawn[at % drawn.length]; if (vintage) open(vintage.first) }}
      />
      <FigureTable
        label={t('page.vintages')} rows={[...of.vintages].reverse()} rowKey={(each) => each.first}
        columns={[
          { header: t('analyses.vintages.vintage'), cell: (each) => <button type="button" className="plain-link" onClick={() => open(each.first)}>{vintageName(each.first, grain, locale)}</button> },
          { header: t('field.loans'), align: 'end', cell: (each) => count(each.loans, locale) },
          { header: t('field.amount'), align: 'end', wide: true, cell: (each) => <Cash of={each.exposure} short /> },
          { header: t('analyses.vintages.observed'), align: 'end', wide: true, cell: (each) => count(each.ages.length, locale) },
          { header: t('analyses.defaults.defaulted'), align: 'end', cell: (each) => count(each.ages.reduce((sum, age) => sum + age.defaulted, 0), locale) },
          ...RATES.map((rate) => ({ header: t(`analyses.vintages.rates.${rate}`), align: 'end' as const, wide: rate !== by, cell: (each: Vintage) => share(each.ages.at(-1)?.[rate], locale) })),
        ]}
      />
    </>
  )
}
