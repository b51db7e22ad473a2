// What a series of flows yields: the internal rate of return of dated flows, or of flows one period apart.
import { NativeSelect, SegmentedControl, Text } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import type { TFunction } from 'i18next'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { formatDay } from '@/kernel/dates'
import { saveCsv } from '@/kernel/download'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { decimal, exactly, share } from '../figures'
import { useCalculator } from '../frame/calculator'
import { Calculator } from '../frame/Calculator'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import { addressOf, BLANK, EXAMPLE, type Flow, fromAddress, lacking, padded, presentValues, ratesAround, readFlows, rowsOf, totals, type TypedFlow, worthAt } from './yield/flows'
import { FlowTable } from './yield/FlowTable'
import './words'

const PATH = '/api/v1/credit/yield'
type Found = Answer<typeof PATH, 'post'>

const KINDS = ['dated', 'periods'] as const
const OFTEN = ['yearly', 'half_yearly', 'quarterly', 'monthly'] as const
const A_YEAR = { yearly: 1, half_yearly: 2, quarterly: 4, monthly: 12 } as const

export function YieldPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const dated = oneOf(own.kind, KINDS) === 'dated'
  const often = oneOf(own.often, OFTEN)
  const guess = own.guess !== undefined && Number(own.guess) > -1 ? Number(own.guess) : undefined
  const [rows, setRows] = useSheet(dated)
  const read = useMemo(() => readFlows(rows, dated, locale), [rows, dated, locale])
  const lacks = lacking(read)
  const body = lacks ? null : { flows: read.flows, ...(dated ? {} : { periods_a_year: A_YEAR[often] }), ...(guess === undefined ? {} : { guess }) }
  const of = useCalculator(PATH, body)
  return (
    <Calculator
      of={of} name={t('page.yield')} csv={(data) => saveCsv('yield', [headersOf(read.flows, t), ...valuesOf(read.flows, data.rate ?? null).map((line) => [line.date ?? line.at, Number(line.amount), line.factor ?? '', line.worth === null ? '' : Number(line.worth.toFixed(2))])])}
      title={(data) => (data.rate_a_year === null || data.rate_a_year === undefined ? t('analyses.yield.noRate') : t('analyses.yield.title', { rate: share(data.rate_a_year, locale) }))}
      waiting={lacks ? <Text c="dimmed" role="status" my="md">{t(`analyses.yield.lacks.${lacks}`)}</Text> : undefined}
      inputs={(
        <>
          <div className="no-print fields sheet-terms">
            <SegmentedControl className="own-width" aria-label={t('analyses.yield.kind')} value={dated ? 'dated' : 'periods'} data={KINDS.map((value) => ({ value, label: t(`analyses.yield.kinds.${value}`) }))} onChange={(value) => change({ kind: value === 'dated' ? undefined : value, guess: undefined })} />
            {!dated && <NativeSelect label={t('analyses.yield.often')} value={often} data={OFTEN.map((value) => ({ value, label: t(`analyses.yield.periods.${value}`) }))} onChange={(event) => change({ often: event.currentTarget.value === 'yearly' ? undefined : event.currentTarget.value })} />}
          </div>
          <FlowTable rows={rows} dated={dated} wrong={read.wrong} onChange={setRows} example={() => setRows(rowsOf(EXAMPLE, locale))} />
        </>
      )}
    >
      {(data) => <Return of={data} flows={read.flows} dated={dated} choose={(rate) => change({ guess: rate })} />}
    </Calculator>
  )
}

/** The rows: those of the address at first, and again when it changes from outside; what is typed goes into it. */
function useSheet(dated: boolean): [readonly TypedFlow[], (rows: TypedFlow[]) => void] {
  const locale = useLocale()
  const change = useChange()
  const address = useOwn().flows
  const [rows, setRows] = useState<readonly TypedFlow[]>(() => rowsOf(fromAddress(address) ?? EXAMPLE, locale))
  const written = useRef(address)
  useEffect(() => {
    if (address === written.current) return
    written.current = address
    const flows = fromAddress(address)
    if (flows) setRows(rowsOf(flows, locale))
  }, [address, locale])
  const set = (next: TypedFlow[]) => {
    const kept = next.length === 1 && next[0] === BLANK ? next : padded(next)
    setRows(kept)
    const text = addressOf(readFlows(kept, dated, locale).flows)
    written.current = text
    change({ flows: text, guess: undefined }, true)
  }
  return [rows, set]
}

function Return({ of, flows, dated, choose }: { of: Found; flows: readonly Flow[]; dated: boolean; choose: (rate: number) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { out, back } = totals(flows)
  const found = of.rate ?? null
  return (
    <>
      {of.all_rates.length > 1 && (
        <div className="several-rates" role="note">
          <b>{t('analyses.yield.several', { count: of.all_rates.length })}</b>
          <span>{t('analyses.yield.severalHint')}</span>
          <ul>{of.all_rates.map((rate) => <li key={rate}><button type="button" className="plain-link" aria-pressed={rate === found} onClick={() => choose(rate)}>{share(rate, locale, 4)}</button></li>)}</ul>
        </div>
      )}
      {!of.complete && <Text size="sm" role="note" className="broken">{t('analyses.yield.incomplete')}</Text>}
      <div className="tiles">
        <Fact label={t('analyses.yield.aYear')} value={share(of.rate_a_year, locale, 4)} note={t(`analyses.yield.methods.${of.method}`)} />
        {!dated && <Fact label={t('analyses.yield.aPeriod')} value={share(found, locale, 4)} />}
        <Fact label={t('analyses.yield.out')} value={<Cash of={out} short />} />
        <Fact label={t('analyses.yield.back')} value={<Cash of={back} short />} note={t('analyses.yield.times', { times: decimal(Number(back) / Number(out), locale, 3) })} />
        <Fact label={t('analyses.yield.gain')} value={<Cash of={back - out} short />} note={t('analyses.yield.changes', { count: of.sign_changes })} />
      </div>
      <Worth flows={flows} rates={of.all_rates} rate={found} />
      <Values flows={flows} rate={found} />
    </>
  )
}

/** What the flows are worth at other rates: nothing where they yield just that. */
function Worth({ flows, rates, rate }: { flows: readonly Flow[]; rates: readonly number[]; rate: number | null }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const drawn = useMemo(() => ratesAround(rates), [rates])
  const values = useMemo(() => drawn.map((each) => worthAt(flows, each)), [flows, drawn])
  if (rate === null || drawn.length === 0) return null
  return (
    <PlotCard
      title={t('analyses.yield.chart', { rate: share(rate, locale) })} unit={t('analyses.yield.unit')} labelHeader={t('analyses.yield.rate')} name="present-value" amounts
      labels={drawn.map((each) => share(each, locale))} axis={drawn.map((each) => tickOf(locale)(Math.round(each * 1000) / 1000))} marks={rates.map((each) => ({ at: drawn.indexOf(each), name: share(each, locale) }))}
      series={[{ key: 'worth', name: t('analyses.yield.worth'), kind: 'line', values }]} format={(value) => compact(exactly(Math.round(value)), locale)}
    />
  )
}

type Values = Flow & { at: number; factor: number | null; worth: number | null }

/** Each flow with its factor and its worth at the rate; without a rate it has neither. */
function valuesOf(flows: readonly Flow[], rate: number | null): Values[] {
  const worth = rate === null ? [] : presentValues(flows, rate)
  return flows.map((flow, at) => ({ ...flow, at, worth: worth[at] ?? null, factor: rate === null || Number(flow.amount) === 0 ? null : (worth[at] ?? 0) / Number(flow.amount) }))
}

function headersOf(flows: readonly Flow[], t: TFunction<'credit'>) {
  return [t(flows[0]?.date ? 'analyses.yield.day' : 'analyses.yield.period'), t('field.amount'), t('analyses.yield.factor'), t('analyses.yield.worth')] as const
}

function Values({ flows, rate }: { flows: readonly Flow[]; rate: number | null }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const lines = useMemo(() => valuesOf(flows, rate), [flows, rate])
  if (rate === null) return null
  const [when, amount, factor, worth] = headersOf(flows, t)
  const sum = lines.reduce((all, line) => all + (line.worth ?? 0), 0)
  return (
    <FigureTable
      label={t('analyses.yield.values')} rows={lines} rowKey={(line) => line.at} short={lines.length > 60}
      columns={[
        { header: when, cell: (line) => (line.date ? formatDay(line.date, locale) : line.at) },
        { header: amount, align: 'end', cell: (line) => <Cash of={line.amount} /> },
        { header: factor, align: 'end', wide: true, cell: (line) => decimal(line.factor, locale, 6) },
        { header: worth, align: 'end', cell: (line) => <Cash of={line.worth?.toFixed(2)} /> },
      ]}
      footer={[t('analyses.schedule.sum'), <Cash key="amount" of={totals(flows).back - totals(flows).out} />, '', <Cash key="worth" of={(Math.abs(sum) < 0.005 ? 0 : sum).toFixed(2)} />]}
    />
  )
}
