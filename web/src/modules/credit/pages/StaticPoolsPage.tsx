// What became of the loans of each rating: pools that are closed on a starting day and followed to the end.
import { useTranslation } from 'react-i18next'
import { Text } from '@mantine/core'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { RatingBadge } from '../parts/badges'
import { AgeCurves, RateChoice, RATES } from './parts/AgeCurves'
import { DayInput } from './parts/DayInput'
import { Opened } from './parts/Opened'
import { oneOf, useOwn } from './parts/own'
import { drawnPools, rateOf, worstOf } from './parts/reckon'
import { TermSelect } from './parts/TermSelect'
import './words'

const EVERY = ['year', 'half_year', 'quarter', 'month'] as const
const AGES = ['quarter', 'year', 'month'] as const

export function StaticPoolsPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const terms = { every: oneOf(own.every, EVERY), age: oneOf(own.age, AGES), ...(own.from ? { from: own.from } : {}), ...(own.to ? { to: own.to } : {}) }
  const by = oneOf(own.by, RATES)
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/static-pools', terms)
  const ended = own.ended === 'defaulted'
  return (
    <>
      <Analysis
        of={of} name={t('page.staticPools')}
        title={(data) => {
          const worst = worstOf(data.pools, by)
          return worst && rateOf(worst, by) > 0 ? t('analyses.pools.title', { rating: worst.rating, share: share(rateOf(worst, by), locale, 1) }) : t('analyses.pools.none')
        }}
        controls={(
          <div className="fields">
            <RateChoice by={by} />
            <DayInput label={t('analyses.pools.from')} value={own.from} usual={of.data?.starts[0]} onChange={(day) => change({ from: day })} />
            <DayInput label={t('analyses.pools.to')} value={own.to} usual={of.data?.as_of} onChange={(day) => change({ to: day })} />
            <TermSelect term="every" label={t('analyses.pools.every')} value={terms.every} choices={EVERY} name={(value) => t(`analyses.horizons.${value}`)} />
            <TermSelect term="age" label={t('analyses.vintages.age')} value={terms.age} choices={AGES} name={(value) => t(`analyses.horizons.${value}`)} />
          </div>
        )}
      >
        {(data) => {
          const lines = data.pools.map((each) => ({ ...each, key: each.rating as string, name: each.rating as string }))
          const drawn = drawnPools(lines, by)
          return (
            <>
              <Text size="sm" c="dimmed" component="p" mt={0} mb="xs">
                {t('analyses.pools.starts', { count: data.starts.length, shown: count(data.starts.length, locale), first: formatDay(data.starts[0] ?? data.as_of, locale), last: formatDay(data.starts.at(-1) ?? data.as_of, locale) })}
              </Text>
              <AgeCurves
                label={t('page.staticPools')} header={t('analyses.pools.rating')} lines={lines} drawn={drawn} by={by} age={data.age} file="static-pools"
                title={t('analyses.pools.chart', { count: drawn.length })} unit={(age) => t('analyses.pools.unit', { age })} name={(line) => <RatingBadge rating={line.rating} />}
                open={(rating, defaulted) => change({ of: rating, ended: defaulted ? 'defaulted' : undefined })}
              />
            </>
          )
        }}
      </Analysis>
      {own.of && (
        <Opened
          path="/api/v1/portfolios/{id}/analytics/static-pools/loans" asked={{ ...terms, from_rating: own.of, ...(ended ? { ended: own.ended } : {}) }} close={() => change({ of: undefined, ended: undefined })}
          title={t(ended ? 'analyses.defaults.opened' : 'analyses.pools.opened', { rating: own.of })}
        />
      )}
    </>
  )
}
