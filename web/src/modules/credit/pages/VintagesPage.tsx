// How each vintage did with age: the cumulative rate of default, of the static pool or adjusted for those that left.
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { AgeCurves, MOST_CURVES, RateChoice, RATES } from './parts/AgeCurves'
import { Opened } from './parts/Opened'
import { oneOf, useOwn } from './parts/own'
import { rateOf, vintageName, worstOf } from './parts/reckon'
import { TermSelect } from './parts/TermSelect'
import './words'

const GRAINS = ['quarter', 'year', 'month'] as const

export function VintagesPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const terms = { grain: oneOf(own.grain, GRAINS), age: oneOf(own.age, GRAINS) }
  const by = oneOf(own.by, RATES)
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/vintages', terms)
  const nameOf = (first: string) => vintageName(first, terms.grain, locale)
  const ended = own.ended === 'defaulted'
  return (
    <>
      <Analysis
        of={of} name={t('page.vintages')}
        title={(data) => {
          const worst = worstOf(data.vintages, by)
          return worst && rateOf(worst, by) > 0 ? t('analyses.vintages.title', { vintage: nameOf(worst.first), share: share(rateOf(worst, by), locale, 1) }) : t('analyses.vintages.none')
        }}
        controls={(
          <div className="fields">
            <RateChoice by={by} />
            <TermSelect term="grain" label={t('analyses.vintages.grain')} value={terms.grain} choices={GRAINS} name={(value) => t(`analyses.horizons.${value}`)} drops={['of', 'ended']} />
            <TermSelect term="age" label={t('analyses.vintages.age')} value={terms.age} choices={GRAINS} name={(value) => t(`analyses.horizons.${value}`)} />
          </div>
        )}
      >
        {(data) => {
          const lines = data.vintages.map((each) => ({ ...each, key: each.first, name: nameOf(each.first) }))
          const drawn = lines.slice(-MOST_CURVES)
          return (
            <AgeCurves
              label={t('page.vintages')} header={t('analyses.vintages.vintage')} lines={[...lines].reverse()} drawn={drawn} by={by} age={data.age} file="vintages"
              title={t('analyses.vintages.chart', { count: drawn.length })} unit={(age) => t('analyses.vintages.unit', { age })}
              open={(first, defaulted) => change({ of: first, ended: defaulted ? 'defaulted' : undefined })}
            />
          )
        }}
      </Analysis>
      {own.of && (
        <Opened
          path="/api/v1/portfolios/{id}/analytics/vintages/loans" asked={{ ...terms, first: own.of, ...(ended ? { ended: own.ended } : {}) }} close={() => change({ of: undefined, ended: undefined })}
          title={t(ended ? 'analyses.vintages.openedDefaulted' : 'analyses.vintages.opened', { vintage: nameOf(own.of) })}
        />
      )}
    </>
  )
}
