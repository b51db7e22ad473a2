// The figures of invoice processing: how much, how fast, how well, and who is a risk.
import { Button } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { Tile } from '@/kernel/chart/Tile'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconDownload } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { writeSearch } from '@/kernel/table/search'
import { Failed, Lines } from '@/kernel/states/States'
import { STATUSES, VIEW } from '../invoices'
import { Cash } from '@/kernel/Cash'
import { numberOf, useFresh } from '../queries'
import { Latencies, Model, Risks, Statuses, Throughput, Trend } from './charts'
import { change, partsOf, seconds, type Window, windowOf } from './figures'
import { Filters } from './Filters'
import '../words'
import '../invoices.css'

export interface Wanted { from?: string; until?: string; vendor?: string; batch?: string; status?: string }
type Figures = Answer<'/api/dashboard/metrics'>

const PATHS = ['/api/dashboard/metrics', '/api/dashboard/vendors', '/api/dashboard/throughput', '/api/dashboard/latency', '/api/dashboard/model/metrics', '/api/invoices']

export function DashboardPage() {
  const { t } = useTranslation('invoices')
  return <Guarded permission={VIEW}><Page title={t('nav.dashboard')} actions={<Csv />}><Board /></Page></Guarded>
}

export function useWanted(): [Wanted, (change: Partial<Record<keyof Wanted, string | undefined>>) => void] {
  const wanted: Wanted = useSearch({ strict: false })
  const navigate = useNavigate()
  return [wanted, (part) => void navigate({ to: '/invoices/dashboard', search: ((before: object) => Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value))) as never, resetScroll: false })]
}

/** The window to the minute, so that a page asks for the same figures all the while. */
function useWindow({ from, until }: Wanted): Window {
  return useMemo(() => windowOf(from, until, new Date(Math.ceil(Date.now() / 60_000) * 60_000)), [from, until])
}

function narrowed({ vendor, batch, status }: Wanted) {
  const known = STATUSES.find((each) => each === status)
  return { ...(known ? { status: known } : {}), ...(numberOf(vendor) ? { vendor_ids: String(vendor) } : {}), ...(numberOf(batch) ? { batch_ids: String(batch) } : {}) }
}

/** What every figure of the page is made of. */
export function figureQuery(window: Window, wanted: Wanted) {
  return { start_date: window.start.toISOString(), end_date: window.end.toISOString(), ...narrowed(wanted) }
}

function metricsQuery(window: Window, wanted: Wanted) {
  const query = figureQuery(window, wanted)
  return $api.queryOptions('get', '/api/dashboard/metrics', { params: { query } }, { staleTime: 5_000 })
}

function Csv() {
  const { t } = useTranslation('invoices')
  const [wanted] = useWanted()
  const window = useWindow(wanted)
  const run = () => saveFrom('invoices-figures.csv', () =>
    client.GET('/api/dashboard/export/csv', { params: { query: figureQuery(window, wanted) }, parseAs: 'blob' }))
  return <Button variant="default" leftSection={<IconDownload />} onClick={() => void run()}>{t('exports.csv')}</Button>
}

function Board() {
  const [wanted] = useWanted()
  const window = useWindow(wanted)
  const now = useQuery({ ...metricsQuery(window, wanted), placeholderData: (before: Figures | undefined) => before })
  const parts = useMemo(() => partsOf(window), [window])
  const course = useQueries({ queries: parts.map((part) => metricsQuery(part, wanted)) })
  useFresh('invoices.', PATHS)
  const figures = course.map((each) => each.data)
  return (
    <>
      <Filters />
      {now.error && !now.data ? <Failed error={now.error} retry={() => void now.refetch()} /> : !now.data ? <Lines count={8} /> : (
        <>
          <Tiles of={now.data} course={figures} wanted={wanted} />
          <div className="columns" aria-busy={now.isPlaceholderData || undefined}>
            <div className="pile"><Trend parts={parts} figures={figures} wanted={wanted} /><Throughput window={window} wanted={wanted} /><Latencies window={window} wanted={wanted} /></div>
            <div className="pile"><Statuses window={window} wanted={wanted} /><Risks /><Model /></div>
          </div>
        </>
      )}
    </>
  )
}

/** The list behind a number, with the same window and filters. */
export function listBehind(wanted: Wanted, more: Record<string, string> = {}): string {
  return `/invoices/all${writeSearch({ from: wanted.from, until: wanted.until, vendor: wanted.vendor, batch: wanted.batch, status: wanted.status, ...more })}`
}

function Tiles({ of, course, wanted }: { of: Figures; course: readonly (Figures | undefined)[]; wanted: Wanted }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const percent = (value: number) => plain('percent', { value: Math.round(value * 10) / 10 })
  const values = (pick: (figures: Figures) => number) => {
    const known = course.filter((each) => each !== undefined)
    return known.length === course.length ? { course: known.map(pick) } : {}
  }
  const against = (value: number) => t('dash.against', { change: change(value, locale) })
  const number = new Intl.NumberFormat(locale)
  // Amounts of different currencies make no sum: that of the most invoices is named first, the others beside it.
  const [first, ...rest] = of.amounts
  return (
    <div className="tiles six">
      <Tile label={t('dash.came')} value={number.format(of.total_invoices)} note={against(of.invoices_trend)} to={listBehind(wanted)} {...values((each) => each.total_invoices)} />
      <Tile label={t('dash.processed')} value={number.format(of.processed_invoices)} note={t('dash.rate', { rate: number.format(of.processing_rate) })} to={listBehind(wanted)} {...values((each) => each.processed_invoices)} />
      <Tile label={t('dash.flagged')} value={percent(of.flagged_percentage)} note={`${number.format(of.flagged_invoices)} · ${against(of.flagged_trend)}`} to={listBehind(wanted, { flagged: 'yes' })} {...values((each) => each.flagged_invoices)} />
      <Tile label={t('dash.latency')} value={seconds(of.avg_latency, locale)} note={against(of.latency_trend)} to={listBehind(wanted)} {...values((each) => each.avg_latency)} />
      <Tile label={t('dash.approval')} value={percent(of.approval_rate)} note={t('dash.approvalNote')} to={listBehind(wanted, { status: 'approved' })} {...values((each) => each.approval_rate)} />
      <Tile label={t('dash.accuracy')} value={percent(of.accuracy_score)} note={t('dash.accuracyNote')} to={listBehind(wanted)} />
      <Tile label={t('dash.amount')} value={first ? <Cash of={first.amount} currency={first.currency} short /> : '—'} note={rest.length > 0 ? <Others of={rest} /> : t('dash.oneCurrency')} to={listBehind(wanted)} />
    </div>
  )
}

function Others({ of }: { of: Figures['amounts'] }) {
  return <>{of.slice(0, 2).map((each, at) => <span key={each.currency}>{at > 0 && ' · '}<Cash of={each.amount} currency={each.currency} short /></span>)}{of.length > 2 && ' …'}</>
}
