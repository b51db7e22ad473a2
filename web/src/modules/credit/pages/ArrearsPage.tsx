// Loans past due: how late they are on one day, and how they rolled from bucket to bucket until another.
import { Button, SegmentedControl, Text, TextInput, Title } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Body } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../figures'
import { useCalculator } from '../frame/calculator'
import { Calculator } from '../frame/Calculator'
import { useChange } from '../frame/change'
import { FigureTable } from '../frame/FigureTable'
import { Cash } from '../parts/Cash'
import { EXAMPLE, needsDay, type ReadLoans, readLimits, readLoans, USUAL_LIMITS } from './arrears/loans'
import { LoanSheet, type Sheet } from './arrears/LoanSheet'
import type { Named } from './arrears/NamedLoans'
import { RollMatrix } from './arrears/RollMatrix'
import { Fact } from './parts/Fact'
import { oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import './words'

const NamedLoans = lazy(() => import('./arrears/NamedLoans').then((file) => ({ default: file.NamedLoans })))

const PATH = '/api/v1/credit/arrears'
type Arrears = Answer<typeof PATH, 'post'>

const BASES = ['balance', 'loans'] as const
type Base = (typeof BASES)[number]
const NOTHING: Sheet = { day: undefined, text: '' }
/** How many bodies were made: what is asked is told apart by its number, as it may be a megabyte. */
let made = 0

export function ArrearsPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const own = useOwn()
  const change = useChange()
  const by = oneOf(own.by, BASES)
  const limits = readLimits(own.limits ?? USUAL_LIMITS)
  const [before, setBefore] = useState(NOTHING)
  const [after, setAfter] = useState(NOTHING)
  const [first, then] = [useRead(before), useRead(after)]
  const lacks = lacking(before, first) ?? (after.text.trim() === '' ? null : lacking(after, then))
  const chosen = limits?.join() ?? ''
  const asked = useMemo(() => {
    if (lacks || chosen === '') return null
    made += 1
    const snapshot = (day: string | undefined, { loans }: ReadLoans) => ({ ...(day ? { day } : {}), loans })
    const body: Body<typeof PATH> = { before: snapshot(before.day, first), ...(then.loans.length > 0 ? { after: snapshot(after.day, then) } : {}), limits: chosen.split(',').map(Number) }
    return { body, number: made }
  }, [lacks, chosen, before.day, after.day, first, then])
  const of = useCalculator(PATH, asked?.body ?? null, asked?.number ?? null)
  return (
    <Calculator
      of={of} name={t('page.arrears')}
      title={(data) => (data.after ? t('analyses.arrears.titleBoth', { share: share(data.after.past_due, locale, 1), before: share(data.before.past_due, locale, 1) }) : t('analyses.arrears.title', { share: share(data.before.past_due, locale, 1) }))}
      waiting={lacks ? <Text c="dimmed" role="status" my="md">{t(`analyses.arrears.lacks.${lacks}`)}</Text> : undefined}
      inputs={(
        <>
          <div className="columns wide-columns">
            <LoanSheet label={t('analyses.arrears.before')} hint={t('analyses.arrears.hint')} value={before} read={first} onChange={setBefore} />
            <LoanSheet label={t('analyses.arrears.after')} hint={t('analyses.arrears.hintAfter')} value={after} read={then} onChange={setAfter} />
          </div>
          <div className="no-print fields sheet-terms">
            <SegmentedControl className="own-width" aria-label={t('analyses.arrears.by')} value={by} data={BASES.map((value) => ({ value, label: t(`analyses.arrears.bases.${value}`) }))} onChange={(value) => change({ by: value === 'balance' ? undefined : value })} />
            <Limits />
            <Button className="own-width" variant="default" onClick={() => { setBefore(EXAMPLE.before); setAfter(EXAMPLE.after) }}>{t('analyses.sheet.example')}</Button>
          </div>
        </>
      )}
    >
      {(data) => <Buckets of={data} by={by} />}
    </Calculator>
  )
}

function useRead(sheet: Sheet): ReadLoans {
  const locale = useLocale()
  return useMemo(() => readLoans(sheet.text, locale), [sheet.text, locale])
}

function lacking({ day }: Sheet, read: ReadLoans): 'loans' | 'faults' | null {
  if (read.faults.length > 0 || read.absent.length > 0 || read.tooMany || (needsDay(read.loans) && !day)) return 'faults'
  return read.loans.length === 0 ? 'loans' : null
}

/** Where a bucket ends, taken over when one leaves the field or presses Enter. */
function Limits() {
  const { t } = useTranslation('credit')
  const change = useChange()
  const { limits } = useOwn()
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => setTyped(null), [limits])
  const wrong = readLimits(typed ?? limits ?? USUAL_LIMITS) === null
  const take = () => {
    const read = typed === null ? null : typed.trim() === '' ? readLimits(USUAL_LIMITS) : readLimits(typed)
    if (read) {
      setTyped(null)
      change({ limits: read.join(', ') === USUAL_LIMITS ? undefined : read.join(',') })
    }
  }
  return (
    <TextInput
      label={t('analyses.arrears.limits')} value={typed ?? limits?.split(',').join(', ') ?? USUAL_LIMITS} autoComplete="off" maxLength={200} error={wrong && t('analyses.arrears.limitsWrong')}
      onChange={(event) => setTyped(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => { if (event.key === 'Enter') take() }}
    />
  )
}

function Buckets({ of, by }: { of: Arrears; by: Base }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const [named, setNamed] = useState<Named | null>(null)
  const { before, after, roll } = of
  const latest = after ?? before
  const part = by === 'balance' ? 'share_of_balance' : 'share_of_loans'
  const names = before.buckets.map((each) => each.bucket)
  const openCell = (key: string) => {
    const cell = roll?.cells.find((each) => `${each.from}>${each.to ?? ''}` === key)
    if (cell) setNamed({ title: t('analyses.arrears.cell', { from: cell.from, to: cell.to ?? t('analyses.arrears.left') }), loans: cell.loans, ids: cell.loan_ids })
  }
  const openBucket = (at: number) => {
    const bucket = latest.buckets[at]
    if (bucket && bucket.loans > 0) setNamed({ title: t('analyses.arrears.bucketOf', { bucket: bucket.bucket }), loans: bucket.loans, ids: bucket.loan_ids })
  }
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.arrears.pastDue')} value={share(latest.past_due, locale)} note={after ? t('analyses.arrears.was', { share: share(before.past_due, locale) }) : t('analyses.arrears.ofBalance')} />
        <Fact label={t('analyses.arrears.owed')} value={<Cash of={latest.balance} short />} note={t('analyses.loans', { count: latest.loans, shown: count(latest.loans, locale) })} />
        {roll && <Fact label={t('analyses.arrears.joined')} value={count(roll.joined, locale)} />}
        {roll && <Fact label={t('analyses.arrears.left')} value={count(roll.left, locale)} />}
      </div>
      <PlotCard
        title={t(by === 'balance' ? 'analyses.arrears.chart' : 'analyses.arrears.chartLoans')} unit={t('analyses.arrears.unit')} labelHeader={t('analyses.arrears.bucket')} name="arrears"
        labels={names} series={[
          { key: 'before', name: t('analyses.arrears.before'), tint: after ? 'still' : 'accent', values: before.buckets.map((each) => each[part]) },
          ...(after ? [{ key: 'after', name: t('analyses.arrears.after'), values: after.buckets.map((each) => each[part]) }] : []),
        ]}
        format={(value) => share(value, locale, 1)} tick={tickOf(locale)} onPick={openBucket}
      />
      <BucketTable of={of} open={openBucket} />
      {roll && <Rolled roll={roll} buckets={names} by={by} open={openCell} />}
      {named && <Suspense fallback={null}><NamedLoans of={named} close={() => setNamed(null)} /></Suspense>}
    </>
  )
}

function BucketTable({ of: { before, after }, open }: { of: Arrears; open: (at: number) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const lines = before.buckets.map((bucket, at) => ({ ...bucket, at, then: after?.buckets[at] }))
  type Line = (typeof lines)[number]
  const last = (line: Line) => line.then ?? line
  return (
    <FigureTable
      label={t('analyses.arrears.table')} rows={lines} rowKey={(line) => line.bucket}
      columns={[
        { header: t('analyses.arrears.bucket'), cell: (line) => (last(line).loans > 0 ? <button type="button" className="plain-link" onClick={() => open(line.at)}>{line.bucket}</button> : line.bucket) },
        ...(after ? [
          { header: t('analyses.arrears.loansBefore'), align: 'end' as const, wide: true, cell: (line: Line) => count(line.loans, locale) },
          { header: t('analyses.arrears.balanceBefore'), align: 'end' as const, wide: true, cell: (line: Line) => <Cash of={line.balance} /> },
          { header: t('analyses.arrears.shareBefore'), align: 'end' as const, wide: true, cell: (line: Line) => share(line.share_of_balance, locale, 1) },
        ] : []),
        { header: t('field.loans'), align: 'end', cell: (line) => count(last(line).loans, locale) },
        { header: t('analyses.arrears.columns.balance'), align: 'end', cell: (line) => <Cash of={last(line).balance} /> },
        { header: t('field.share'), align: 'end', cell: (line) => share(last(line).share_of_balance, locale, 1) },
      ]}
    />
  )
}

function Rolled({ roll, buckets, by, open }: { roll: NonNullable<Arrears['roll']>; buckets: readonly string[]; by: Base; open: (cell: string) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <>
      <Title order={3} size="h3" mt="md">{t('analyses.arrears.matrix')}</Title>
      <Text size="sm" c="dimmed" mb="xs">{t(by === 'balance' ? 'analyses.arrears.matrixNote' : 'analyses.arrears.matrixNoteLoans')}</Text>
      <RollMatrix buckets={buckets} cells={roll.cells} by={by} open={open} />
      <Title order={3} size="h3" mt="md" mb="xs">{t('analyses.arrears.flows')}</Title>
      <FigureTable
        label={t('analyses.arrears.flows')} rows={roll.flows} rowKey={(flow) => flow.bucket}
        columns={[
          { header: t('analyses.arrears.bucket'), cell: (flow) => flow.bucket },
          { header: t('analyses.arrears.opening'), align: 'end', wide: true, cell: (flow) => <Cash of={flow.opening} /> },
          { header: t('analyses.arrears.closing'), align: 'end', wide: true, cell: (flow) => <Cash of={flow.closing} /> },
          { header: t('analyses.arrears.netFlow'), align: 'end', cell: (flow) => share(flow.net_flow, locale, 1) },
          { header: t('analyses.arrears.cured'), align: 'end', cell: (flow) => share(flow.cured, locale, 1) },
          { header: t('analyses.arrears.toLast'), align: 'end', cell: (flow) => share(flow.flow_to_last, locale, 1) },
        ]}
      />
    </>
  )
}
