// Groups of loans that grow old: the cumulative rate of default of each by age, as curves and as a table.
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../../figures'
import { useChange } from '../../frame/change'
import { FigureTable } from '../../frame/FigureTable'
import { Cash } from '../../parts/Cash'
import { PlotCard } from './PlotCard'
import { courseOf, tailOf, type VintageRate } from './reckon'
import { shadeOf } from './series'
import { tickOf } from './tick'

type Ages = Answer<'/api/v1/portfolios/{id}/analytics/vintages'>['vintages'][number]['ages']

export const RATES = ['cumulative', 'survival_adjusted', 'cumulative_by_volume'] as const satisfies readonly VintageRate[]
/** More curves than this are not told apart. */
export const MOST_CURVES = 12

/** A vintage, or the static pool of a rating. */
export interface AgeLine {
  key: string
  name: string
  loans: number
  exposure: number | string
  ages: Ages
}

interface AgeCurvesProps<L extends AgeLine> {
  /** What the lines are together. */
  label: string
  /** What one of them is called. */
  header: string
  /** The lines of the table, and those of the chart, the palest first. */
  lines: readonly L[]
  drawn: readonly L[]
  by: VintageRate
  /** The span of an age. */
  age: string
  title: string
  unit: (age: string) => string
  /** The name of the chart's file. */
  file: string
  name?: (line: L) => ReactNode
  /** The loans of a line: all of them, or those that defaulted. */
  open: (key: string, defaulted: boolean) => void
}

export function AgeCurves<L extends AgeLine>({ label, header, lines, drawn, by, age, title, unit, file, name, open }: AgeCurvesProps<L>) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const ages = Math.max(...drawn.map((each) => each.ages.length), 0)
  const spans = t(`analyses.vintages.ages.${age as 'quarter'}`)
  const defaulted = (each: L) => each.ages.reduce((sum, one) => sum + one.defaulted, 0)
  return (
    <>
      <PlotCard
        title={title} unit={unit(spans)} labelHeader={spans} name={file} height={340}
        labels={Array.from({ length: ages }, (_, at) => String(at + 1))}
        series={[
          ...drawn.map((each, at) => ({ key: each.key, name: each.name, kind: 'line' as const, shade: shadeOf(at, drawn.length), values: courseOf(each, by, ages), told: each.ages.map((one) => one[by]) })),
          ...drawn.map((each, at) => ({ key: `${each.key} so far`, name: t('analyses.vintages.soFar', { vintage: each.name }), kind: 'line' as const, shade: shadeOf(at, drawn.length), dashed: true, tail: true, values: tailOf(each, by, ages) })),
        ]}
        format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={(_, at) => { const line = drawn[at % drawn.length]; if (line) open(line.key, false) }}
      />
      <FigureTable
        label={label} rows={lines} rowKey={(each) => each.key}
        columns={[
          { header, cell: (each) => <button type="button" className="plain-link" onClick={() => open(each.key, false)}>{name?.(each) ?? each.name}</button> },
          { header: t('field.loans'), align: 'end', cell: (each) => count(each.loans, locale) },
          { header: t('field.amount'), align: 'end', wide: true, cell: (each) => <Cash of={each.exposure} short /> },
          { header: t('analyses.vintages.observed'), align: 'end', wide: true, cell: (each) => count(each.ages.length, locale) },
          {
            header: t('analyses.defaults.defaulted'), align: 'end',
            cell: (each) => (defaulted(each) > 0 ? <button type="button" className="plain-link" aria-label={t('analyses.vintages.openDefaulted', { name: each.name, shown: count(defaulted(each), locale) })} onClick={() => open(each.key, true)}>{count(defaulted(each), locale)}</button> : '0'),
          },
          ...RATES.map((rate) => ({ header: t(`analyses.vintages.rates.${rate}`), align: 'end' as const, wide: rate !== by, cell: (each: L) => share(each.ages.at(-1)?.[rate], locale) })),
        ]}
      />
    </>
  )
}

/** Which of the rates is drawn; it stands in the address as `by`. */
export function RateChoice({ by }: { by: VintageRate }) {
  const { t } = useTranslation('credit')
  const change = useChange()
  return (
    <SegmentedControl
      className="own-width" aria-label={t('analyses.vintages.by')} value={by} data={RATES.map((value) => ({ value, label: t(`analyses.vintages.rates.${value}`) }))}
      onChange={(value) => change({ by: value === 'cumulative' ? undefined : value })}
    />
  )
}
