// What will come in, in steps of thirty days: interest, principal, and what they add up to.
import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { formatDay } from '@/kernel/dates'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { count, exactly, partOf, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { Knob } from './parts/Knob'
import { numberOf, oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/cash-flow'
type Flow = Answer<typeof PATH>

const MONTHS = [6, 60] as const
const ENDS = ['both', 'first'] as const
const INTEREST = ['constant', 'outstanding'] as const

export function CashFlowPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const months = Math.round(numberOf(own.months, 24, MONTHS))
  const ends = oneOf(own.ends, ENDS)
  const interest = oneOf(own.interest, INTEREST)
  const of = useAnalysis(PATH, { months, ends, interest })
  return (
    <Analysis
      of={of} name={t('page.cashFlow')}
      title={(data) => t('analyses.cashFlow.title', { count: data.months.length, share: share(partOf(data.total_principal, data.exposure), locale, 1), peak: peakDay(data, locale) })}
      controls={(
        <div className="fields">
          <div style={{ flexBasis: 240 }}><Knob label={t('analyses.cashFlow.months')} value={months} min={MONTHS[0]} max={MONTHS[1]} step={6} format={(value) => t('analyses.months', { count: value, shown: count(value, locale) })} onChange={(value) => change({ months: value === 24 ? undefined : value }, true)} /></div>
          <NativeSelect className="own-width" label={t('analyses.cashFlow.interestOn')} value={interest} data={INTEREST.map((value) => ({ value, label: t(`analyses.cashFlow.interests.${value}`) }))} onChange={(event) => change({ interest: event.currentTarget.value === 'constant' ? undefined : event.currentTarget.value })} />
          <NativeSelect className="own-width" label={t('analyses.cashFlow.ends')} value={ends} data={ENDS.map((value) => ({ value, label: t(`analyses.cashFlow.endsOf.${value}`) }))} onChange={(event) => change({ ends: event.currentTarget.value === 'both' ? undefined : event.currentTarget.value })} />
        </div>
      )}
    >
      {(data) => <Steps of={data} />}
    </Analysis>
  )
}

function peakDay(of: Flow, locale: string): string {
  const peak = of.months.find((each) => each.month === of.peak_month)
  return peak ? formatDay(peak.from, locale) : '—'
}

function Steps({ of }: { of: Flow }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const { months } = of
  const peak = months.find((each) => each.month === of.peak_month)
  const link = (at: number) => { const step = months[at]; return step && step.loans_due > 0 ? to(step.filter) : undefined }
  const twice = Number(of.counted_twice) > 0
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.cashFlow.principal')} value={<Cash of={of.total_principal} short />} note={t('analyses.ofAll', { share: share(partOf(of.total_principal, of.exposure), locale, 1) })} />
        <Fact label={t('analyses.cashFlow.interest')} value={<Cash of={of.total_interest} short />} note={t('analyses.cashFlow.perMonth')} />
        {peak && <Fact label={t('analyses.cashFlow.peak')} value={<Cash of={peak.total} short />} note={`${formatDay(peak.from, locale)} – ${formatDay(peak.to, locale)}`} to={peak.loans_due > 0 ? to(peak.filter) : undefined} />}
        <Fact label={t('analyses.cashFlow.cumulative')} value={<Cash of={months.at(-1)?.cumulative} short />} {...(twice ? { tone: 'warn' as const, note: <>{t('analyses.cashFlow.twice')} <Cash of={of.counted_twice} short /></> } : {})} />
      </div>
      <PlotCard
        title={peak ? t('analyses.cashFlow.chart', { from: formatDay(peak.from, locale), count: peak.loans_due, shown: count(peak.loans_due, locale) }) : t('page.cashFlow')} unit={t('analyses.cashFlow.unit')} labelHeader={t('analyses.cashFlow.from')} name="cash-flow" stacked amounts height={300}
        labels={months.map((each) => formatDay(each.from, locale))}
        series={[
          { key: 'interest', name: t('analyses.cashFlow.interest'), tint: 'still', values: months.map((each) => Number(each.interest)) },
          { key: 'principal', name: t('analyses.cashFlow.principal'), values: months.map((each) => Number(each.principal)) },
        ]}
        format={(value) => compact(exactly(value), locale)} onPick={(at) => { const target = link(at); if (target) void navigate({ to: target }) }} to={link}
      />
      <FigureTable
        label={t('page.cashFlow')} rows={months} rowKey={(each) => each.month} to={(each) => (each.loans_due > 0 ? to(each.filter) : undefined)}
        columns={[
          { header: t('analyses.cashFlow.from'), cell: (each) => <>{formatDay(each.from, locale)}</> },
          { header: t('analyses.cashFlow.due'), align: 'end', wide: true, cell: (each) => count(each.loans_due, locale) },
          { header: t('analyses.cashFlow.interest'), align: 'end', wide: true, cell: (each) => <Cash of={each.interest} /> },
          { header: t('analyses.cashFlow.principal'), align: 'end', cell: (each) => <Cash of={each.principal} /> },
          { header: t('analyses.cashFlow.total'), align: 'end', cell: (each) => <Cash of={each.total} /> },
          { header: t('analyses.cashFlow.cumulative'), align: 'end', wide: true, cell: (each) => <Cash of={each.cumulative} /> },
        ]}
      />
    </>
  )
}
