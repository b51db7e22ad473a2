// All rates shift by so many basis points.
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { rate } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { Analysis } from '../../frame/Analysis'
import { useChange } from '../../frame/change'
import { Cash } from '../../parts/Cash'
import { Fact } from '../parts/Fact'
import { Knob } from '../parts/Knob'
import { numberOf, useOwn } from '../parts/own'
import { signed } from '../parts/signed'
import { States } from './States'

const POINTS = [-500, 500] as const

export function RateShift() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const points = Math.round(numberOf(useOwn().bp, 100, POINTS))
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/what-if/rate', { points })
  return (
    <Analysis
      of={of} name={t('analyses.whatIf.kinds.rate')}
      title={(data) => t('analyses.whatIf.rateTitle', { before: rate(data.before.weighted_rate, locale), after: rate(data.after.weighted_rate, locale) })}
      controls={<div className="knobs"><Knob label={t('analyses.stress.shift')} value={points} min={POINTS[0]} max={POINTS[1]} step={25} format={(value) => t('analyses.points', { value: signed(value, locale) })} onChange={(value) => change({ bp: value === 100 ? undefined : value }, true)} /></div>}
    >
      {(data) => (
        <>
          <div className="tiles">
            <Fact label={t('analyses.stress.interest')} value={<Cash of={data.interest_change} short />} note={t('analyses.stress.interestNote')} />
            <Fact label={t('analyses.overview.yield')} value={rate(data.after.weighted_rate, locale)} note={t('analyses.stress.was', { value: rate(data.before.weighted_rate, locale) })} />
          </div>
          <States before={data.before} after={data.after} />
        </>
      )}
    </Analysis>
  )
}
