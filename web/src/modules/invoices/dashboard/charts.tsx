// The charts of the dashboard, each with its table and the way to the list behind it.
import { Anchor, Text, Title } from '@mantine/core'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { formatMoment } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { stageName, STAGES, statusName, STATUSES } from '../invoices'
import { RiskBadge } from '../parts/badges'
import { Meter } from '@/kernel/Meter'
import { invoicesQuery, numberOf } from '../queries'
import { figureQuery, listBehind, type Wanted } from './DashboardPage'
import { seconds, type Window } from './figures'

type Figures = Answer<'/api/dashboard/metrics'>

export function Trend({ parts, figures, wanted }: { parts: readonly Window[]; figures: readonly (Figures | undefined)[]; wanted: Wanted }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const navigate = useNavigate()
  const flagged = figures.reduce((sum, each) => sum + (each?.flagged_invoices ?? 0), 0)
  const ready = figures.every((each) => each !== undefined)
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const day = (at: Date | undefined) => (at ? at.toLocaleDateString('sv-SE') : '')
  return (
    <ChartCard
      title={t('dash.trendTitle', { count: flagged })} unit={t('dash.trendUnit')} labelHeader={t('field.date')} valueHeader={t('batches.flagged')} name="invoices-flagged" kind="bar"
      points={ready ? parts.map((part, at) => ({ label: formatMoment(part.start.toISOString(), locale), short: short.format(part.start), value: figures[at]?.total_invoices ?? 0, beside: figures[at]?.flagged_invoices ?? 0 })) : []}
      series={[t('dash.came'), t('dash.flagged')]} to={listBehind(wanted, { flagged: 'yes' })}
      onPick={(at) => void navigate({ to: listBehind(wanted, { flagged: 'yes', from: day(parts[at]?.start), until: day(parts[at]?.end) }) })}
    />
  )
}

interface OfTime { window: Window; wanted: Wanted }

export function Throughput({ window, wanted }: OfTime) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const { data, error, refetch } = useQuery($api.queryOptions('get', '/api/dashboard/throughput', { params: { query: figureQuery(window, wanted) } }, { staleTime: 5_000, placeholderData: keepPreviousData }))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <section className="card"><Lines count={6} /></section>
  const done = data.reduce((sum, each) => sum + each.invoices_processed, 0)
  const errors = data.reduce((sum, each) => sum + each.error_count, 0)
  return (
    <section className="card" aria-label={t('dash.throughput')}>
      <Title order={2} size="h3">{t('dash.throughputTitle', { count: done, errors })}</Title>
      <Text size="sm" c="dimmed" mb="sm">{t('dash.throughputUnit')}</Text>
      <div className="table-scroll" role="region" aria-label={t('dash.throughput')} tabIndex={0}>
        <table className="data-table">
          <thead><tr><th scope="col">{t('field.stage')}</th><th scope="col" data-end="end">{t('dash.processed')}</th><th scope="col">{t('dash.success')}</th><th scope="col" data-end="end">{t('dash.mean')}</th><th scope="col" data-end="end">{t('status.failed')}</th></tr></thead>
          <tbody>
            {data.map((each, at) => {
              const stage = STAGES[at] ?? 'upload'
              return (
                <tr key={each.agent_name}>
                  <td><Link className="row-link" to={listBehind(wanted, { stage })}>{stageName(stage)}</Link></td><td data-end="end">{each.invoices_processed}</td>
                  <td>{each.invoices_processed + each.error_count === 0 ? '—' : <Meter label={`${stageName(stage)}: ${t('dash.success')}`} percent={each.success_rate} {...(each.error_count > 0 ? { tone: 'bad' as const } : {})}><span className="figure">{plain('percent', { value: Math.round(each.success_rate) })}</span></Meter>}</td>
                  <td data-end="end">{each.avg_processing_time > 0 ? seconds(each.avg_processing_time, locale) : '—'}</td><td data-end="end">{each.error_count}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export function Latencies({ window, wanted }: OfTime) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const navigate = useNavigate()
  const { data } = useQuery($api.queryOptions('get', '/api/dashboard/latency', { params: { query: figureQuery(window, wanted) } }, { staleTime: 5_000, placeholderData: keepPreviousData }))
  if (!data) return <section className="card"><Lines count={6} /></section>
  const slow = [...data].sort((one, other) => other.p95 - one.p95)[0]
  const points = data.map((each) => ({ label: stageName(each.stage), value: Math.round(each.p50 * 100_000) / 100, beside: Math.round(each.p95 * 100_000) / 100 }))
  return (
    <ChartCard
      title={slow && slow.p95 > 0 ? t('dash.latencyTitle', { stage: stageName(slow.stage), time: seconds(slow.p95, locale) }) : t('dash.latencyPlain')} unit={t('dash.latencyUnit')}
      labelHeader={t('field.stage')} valueHeader="p50" name="invoices-latency" kind="bar" series={['p50', 'p95']} points={points}
      onPick={(at) => void navigate({ to: listBehind(wanted, { stage: data[at]?.stage ?? '' }) })}
    >
      <details className="percentiles">
        <summary>{t('dash.percentiles')}</summary>
        <div className="table-scroll" role="region" aria-label={t('dash.percentiles')} tabIndex={0}>
          <table className="data-table">
            <thead><tr><th scope="col">{t('field.stage')}</th>{[t('dash.mean'), 'p50', 'p95', 'p99', t('dash.most')].map((each) => <th key={each} scope="col" data-end="end">{each}</th>)}</tr></thead>
            <tbody>{data.map((each) => <tr key={each.stage}><td>{stageName(each.stage)}</td>{[each.avg_latency, each.p50, each.p95, each.p99, each.max_latency].map((value, at) => <td key={at} data-end="end">{seconds(value, locale)}</td>)}</tr>)}</tbody>
          </table>
        </div>
      </details>
    </ChartCard>
  )
}

export function Statuses({ window, wanted }: { window: Window; wanted: Wanted }) {
  const { t } = useTranslation('invoices')
  const navigate = useNavigate()
  const vendor_id = numberOf(wanted.vendor)
  const batch_id = numberOf(wanted.batch)
  const filter = { start_date: window.start.toISOString(), end_date: window.end.toISOString(), ...(vendor_id ? { vendor_id } : {}), ...(batch_id ? { batch_id } : {}) }
  const shown = STATUSES.filter((status) => !wanted.status || wanted.status === status)
  const counts = useQueries({ queries: shown.map((status) => invoicesQuery({ size: 1 }, { ...filter, status })) })
  const points = shown.map((status, at) => ({ label: statusName(status), value: counts[at]?.data?.total ?? 0 }))
  const open = points[shown.indexOf('completed')]?.value ?? 0
  return (
    <ChartCard
      title={shown.includes('completed') ? t('dash.openTitle', { count: open }) : t('dash.statusTitle')} unit={t('dash.statusUnit')} labelHeader={t('field.status')} valueHeader={t('dash.came')} name="invoices-status" kind="rows" points={points} height={shown.length * 36 + 30}
      to={listBehind(wanted)} onPick={(at) => void navigate({ to: listBehind(wanted, { status: shown[at] ?? '' }) })}
    />
  )
}

export function Risks() {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const { data } = useQuery($api.queryOptions('get', '/api/dashboard/vendors', { params: { query: { limit: 8 } } }, { staleTime: 5_000 }))
  return (
    <section className="card" aria-label={t('dash.risks')}>
      <Title order={2} size="h3" mb="xs">{t('dash.risks')}</Title>
      {!data ? <Lines count={4} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('vendors.empty')}</Text> : (
        <div className="table-scroll" role="region" aria-label={t('dash.risks')} tabIndex={0}>
          <table className="data-table">
            <thead><tr><th scope="col">{t('field.vendor')}</th><th scope="col">{t('vendors.risk')}</th><th scope="col" data-end="end">{t('vendors.invoices')}</th><th scope="col" data-end="end">{t('batches.flagged')}</th><th scope="col">{t('vendors.last')}</th></tr></thead>
            <tbody>
              {data.map((each) => (
                <tr key={each.vendor_id}>
                  <td><Link className="row-link" to="/invoices/vendors/$id" params={{ id: String(each.vendor_id) }}><Private>{each.vendor_name}</Private></Link></td><td><RiskBadge risk={each.risk_category} score={each.risk_score} /></td>
                  <td data-end="end">{each.total_invoices}</td><td data-end="end">{each.flagged_count} · {plain('percent', { value: Math.round(each.flagged_percentage) })}</td><td><Day on={each.last_invoice_date} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Anchor component={Link} to="/invoices/vendors" size="sm" mt="xs" display="inline-block">{t('dash.allVendors')}</Anchor>
    </section>
  )
}

export function Model() {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const { data } = useQuery($api.queryOptions('get', '/api/dashboard/model/metrics', {}, { staleTime: 5_000 }))
  if (!data) return <section className="card"><Lines count={5} /></section>
  const share = (value: number | null | undefined) => (value === null || value === undefined ? '—' : plain('percent', { value: Math.round(value * 1000) / 10 }))
  return (
    <section className="card" aria-label={t('dash.model')}>
      <Title order={2} size="h3">{t('dash.modelTitle', { share: share(data.accuracy) })}</Title>
      <Text size="sm" c="dimmed" mb="sm">{data.model_version} · <Status tone={data.is_production_ready ? 'good' : 'warn'}>{t(data.is_production_ready ? 'dash.ready' : 'dash.notReady')}</Status></Text>
      <dl className="facts" style={{ marginBottom: 0 }}>
        <dt>{t('dash.precision')}</dt><dd className="figure">{share(data.precision)}</dd>
        <dt>{t('dash.recall')}</dt><dd className="figure">{share(data.recall)}</dd>
        <dt>F1</dt><dd className="figure">{share(data.f1_score)}</dd>
        <dt>{t('dash.queue')}</dt><dd className="figure">{data.feedback_queue_length}</dd>
        <dt>{t('dash.learned')}</dt><dd>{t('dash.times', { count: data.retrain_count })}{data.last_retrain && <> · <Ago at={data.last_retrain} /></>}</dd>
      </dl>
    </section>
  )
}
