// Loans of one rating default, the largest first.
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { RATINGS } from '../../credit'
import { count, share } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { Analysis } from '../../frame/Analysis'
import { useChange } from '../../frame/change'
import { useLoansLink } from '../../frame/portfolio'
import { Cash } from '../../parts/Cash'
import { Fact } from '../parts/Fact'
import { Knob } from '../parts/Knob'
import { numberOf, useOwn } from '../parts/own'
import { States } from './States'

const PERCENT = [0, 100] as const
const USUAL = 'B'

export function RatingDefault() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const to = useLoansLink()
  const own = useOwn()
  const rating = RATINGS.find((each) => each === own.of) ?? USUAL
  const part = Math.round(numberOf(own.part, 100, PERCENT))
  const recovery = Math.round(numberOf(own.recovery, 40, PERCENT))
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/what-if/default', { rating, share: part, recovery })
  const percent = (value: number) => share(value / 100, locale, 0)
  return (
    <Analysis
      of={of} name={t('analyses.whatIf.kinds.default')}
      title={(data) => (data.defaults > 0 ? t('analyses.whatIf.defaultTitle', { count: data.defaults, shown: count(data.defaults, locale), rating, share: share(data.loss_rate, locale) }) : t('analyses.whatIf.nobodyRated', { rating }))}
      controls={(
        <div className="knobs">
          <NativeSelect label={t('field.rating')} value={rating} data={RATINGS.filter((each) => each !== 'D')} onChange={(event) => change({ of: event.currentTarget.value === USUAL ? undefined : event.currentTarget.value })} />
          <Knob label={t('analyses.whatIf.part')} value={part} min={PERCENT[0]} max={PERCENT[1]} step={5} format={percent} onChange={(value) => change({ part: value === 100 ? undefined : value }, true)} />
          <Knob label={t('analyses.stress.recovery')} value={recovery} min={PERCENT[0]} max={PERCENT[1]} step={5} format={percent} onChange={(value) => change({ recovery: value === 40 ? undefined : value }, true)} />
        </div>
      )}
    >
      {(data) => (
        <>
          <div className="tiles">
            <Fact label={t('analyses.stress.loss')} value={<Cash of={data.loss} short />} note={t('analyses.ofAll', { share: share(data.loss_rate, locale) })} />
            <Fact label={t('analyses.stress.defaulted')} value={<Cash of={data.defaulted} short />} note={t('analyses.loans', { count: data.defaults, shown: count(data.defaults, locale) })} to={data.defaults > 0 && data.filter ? to(data.filter) : undefined} />
            <Fact label={t('analyses.stress.after')} value={<Cash of={data.value_after} short />} note={<>{t('analyses.stress.before')} <Cash of={data.before.exposure} short /></>} />
          </div>
          <States before={data.before} after={data.after} />
        </>
      )}
    </Analysis>
  )
}
