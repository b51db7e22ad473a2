// How a loan is paid back: three ways, worked out to the cent by the server.
import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Body } from '@/kernel/api/types'
import { formatDay, parseDate } from '@/kernel/dates'
import { compact, formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { count, exactly, partOf, share } from '../figures'
import { useCalculator } from '../frame/calculator'
import { Calculator } from '../frame/Calculator'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { principalOf, readFigure, type ScheduleField } from './parts/reckon'
import './words'

const PATH = '/api/v1/credit/schedule'
type Terms = Body<typeof PATH>
type Schedule = Answer<typeof PATH, 'post'>

const KINDS = ['annuity', 'straight_line', 'bullet'] as const
const OFTEN = ['monthly', 'quarterly', 'half_yearly', 'yearly'] as const
const USUAL = { principal: '1000000', rate: '5.5', years: '5' } as const
type Field = ScheduleField

export function AmortisationPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const kind = oneOf(own.kind, KINDS)
  const often = oneOf(own.often, OFTEN)
  const start = own.start ? parseDate(own.start, locale) ?? undefined : undefined
  const terms = { principal: own.principal ?? USUAL.principal, rate: own.rate ?? USUAL.rate, years: own.years ?? USUAL.years, frequency: often, kind, ...(start ? { start_date: start } : {}) } as Terms
  const of = useCalculator(PATH, terms)
  return (
    <Calculator
      of={of} name={t('page.amortisation')} title={(data) => t(`analyses.schedule.title.${kind}`, { share: share(partOf(data.total_interest, terms.principal as string), locale, 1), count: data.periods })}
      inputs={<Inputs kind={kind} often={often} own={own} change={change} />}
    >
      {(data) => <Plan of={data} />}
    </Calculator>
  )
}

/** Typed as people write figures; taken over when one leaves a field or presses Enter. */
function Inputs({ kind, often, own, change }: { kind: string; often: string; own: Record<string, string | undefined>; change: ReturnType<typeof useChange> }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const [typed, setTyped] = useState<Partial<Record<Field | 'start', string>>>({})
  const [wrong, setWrong] = useState<Partial<Record<Field | 'start', boolean>>>({})
  const take = (field: Field | 'start') => {
    const text = typed[field]
    if (text === undefined) return
    const value = field === 'start' ? (text.trim() === '' ? '' : parseDate(text, locale)) : readFigure(text, field, locale)
    setWrong((before) => ({ ...before, [field]: value === null }))
    if (value === null) return
    setTyped(({ [field]: _, ...rest }) => rest)
    change({ [field]: value === '' || value === USUAL[field as Field] ? undefined : value })
  }
  const shown = (field: Field) => typed[field] ?? (field === 'years' ? Number(own.years ?? USUAL.years).toLocaleString(locale) : formatMoney(money(own[field] ?? USUAL[field]), locale))
  const input = (field: Field) => (
    <TextInput
      key={field} label={t(`analyses.schedule.${field}`)} inputMode="decimal" value={shown(field)} autoComplete="off" error={wrong[field] && t('filter.notNumber')}
      onChange={(event) => { const { value } = event.currentTarget; setTyped((before) => ({ ...before, [field]: value })) }} onBlur={() => take(field)}
    />
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    for (const field of ['principal', 'rate', 'years', 'start'] as const) take(field)
  }
  return (
    <form onSubmit={submit} noValidate className="controls no-print">
      <SegmentedControl mb="sm" aria-label={t('analyses.schedule.kind')} value={kind} data={KINDS.map((value) => ({ value, label: t(`analyses.schedule.kinds.${value}`) }))} onChange={(value) => change({ kind: value === 'annuity' ? undefined : value })} />
      <div className="fields">
        {input('principal')}{input('rate')}{input('years')}
        <NativeSelect label={t('analyses.schedule.often')} value={often} data={OFTEN.map((value) => ({ value, label: t(`analyses.schedule.times.${value}`) }))} onChange={(event) => change({ often: event.currentTarget.value === 'monthly' ? undefined : event.currentTarget.value })} />
        <TextInput
          label={t('analyses.schedule.start')} placeholder="2027-01-31" value={typed.start ?? own.start ?? ''} autoComplete="off" error={wrong.start && plain('form.notDate', { example: '2027-01-31' })}
          onChange={(event) => { const { value } = event.currentTarget; setTyped((before) => ({ ...before, start: value })) }} onBlur={() => take('start')}
        />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </div>
    </form>
  )
}

function Plan({ of }: { of: Schedule }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const dated = of.payments.some((each) => each.due_date)
  const label = (each: Schedule['payments'][number]) => (each.due_date ? formatDay(each.due_date, locale) : t('analyses.schedule.period', { period: each.period }))
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.schedule.first')} value={<Cash of={of.first_payment} />} note={t('analyses.schedule.currency', { currency: of.currency })} />
        <Fact label={t('analyses.schedule.totalInterest')} value={<Cash of={of.total_interest} />} note={t('analyses.schedule.ofPrincipal', { share: share(partOf(of.total_interest, principalOf(of)), locale, 1) })} />
        <Fact label={t('analyses.schedule.total')} value={<Cash of={of.total_payment} />} note={t('analyses.schedule.payments', { count: of.periods, shown: count(of.periods, locale) })} />
        <Fact label={t('analyses.schedule.largest')} value={<Cash of={of.largest_payment} />} />
      </div>
      <PlotCard
        title={t('analyses.schedule.chart')} unit={of.currency} labelHeader={t('analyses.schedule.number')} name="schedule" stacked amounts
        labels={of.payments.map(label)} axis={of.payments.map((each) => (each.due_date ? formatDay(each.due_date, locale) : String(each.period)))}
        series={[
          { key: 'interest', name: t('analyses.cashFlow.interest'), tint: 'still', values: of.payments.map((each) => Number(each.interest)) },
          { key: 'principal', name: t('analyses.cashFlow.principal'), values: of.payments.map((each) => Number(each.principal)) },
        ]}
        format={(value) => compact(exactly(value), locale)}
      />
      <FigureTable
        label={t('page.amortisation')} rows={of.payments} rowKey={(each) => each.period}
        columns={[
          { header: t('analyses.schedule.number'), cell: (each) => each.period },
          ...(dated ? [{ header: t('analyses.schedule.due'), cell: (each: Schedule['payments'][number]) => (each.due_date ? formatDay(each.due_date, locale) : '') }] : []),
          { header: t('analyses.schedule.payment'), align: 'end' as const, cell: (each) => <Cash of={each.payment} /> },
          { header: t('analyses.cashFlow.principal'), align: 'end' as const, wide: true, cell: (each) => <Cash of={each.principal} /> },
          { header: t('analyses.cashFlow.interest'), align: 'end' as const, wide: true, cell: (each) => <Cash of={each.interest} /> },
          { header: t('analyses.schedule.balance'), align: 'end' as const, cell: (each) => <Cash of={each.balance} /> },
        ]}
        footer={[t('analyses.schedule.sum'), ...(dated ? [''] : []), <Cash key="payment" of={of.total_payment} />, <Cash key="principal" of={principalOf(of)} />, <Cash key="interest" of={of.total_interest} />, '']}
      />
    </>
  )
}
