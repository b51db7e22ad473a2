// How the help desk does: what is open, and how long people wait.
import { SegmentedControl, Title } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { Tile } from '@/kernel/chart/Tile'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { RANGES, type Days, USUAL } from './ranges'
import { PRIORITIES, priorityName, STATUSES, statusName } from './tickets'
import { formatSpan } from './times'
import './words'

export function FiguresPage({ days }: { days: Days }) {
  const { t } = useTranslation('support')
  const navigate = useNavigate()
  return (
    <Page
      title={t('figures.title')}
      actions={
        <SegmentedControl
          aria-label={t('figures.range')} value={String(days)} data={RANGES.map((count) => ({ value: String(count), label: t('figures.days', { count }) }))}
          onChange={(next) => void navigate({ to: '/help-desk-figures', search: { days: RANGES.find((each) => each !== USUAL && String(each) === next) }, replace: true, resetScroll: false })}
        />
      }
    >
      <Guarded permission="support:manage"><Figures days={days} /></Guarded>
    </Page>
  )
}

function Figures({ days }: { days: Days }) {
  const { t } = useTranslation('support')
  const navigate = useNavigate()
  const locale = useLocale()
  const { data, error, refetch, isPlaceholderData } = useQuery($api.queryOptions('get', '/api/v1/support/admin/figures', { params: { query: { days } } }, { placeholderData: keepPreviousData }))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={8} />
  const span = (seconds: number | null) => (seconds === null ? t('figures.none') : formatSpan(seconds, locale))
  const open = data.by_status.open + data.by_status.in_progress
  const pressing = data.open_by_priority.high + data.open_by_priority.urgent
  const rows = [{ name: t('figures.firstAnswerRow'), times: data.first_answer }, { name: t('figures.resolutionRow'), times: data.resolution }]
  const heading = data.first_answer.median_seconds === null ? t('figures.timesTitleNone') : t('figures.timesTitle', { time: span(data.first_answer.median_seconds) })
  return (
    <div aria-busy={isPlaceholderData}>
      <div className="tiles">
        <Tile label={t('figures.waitingNow')} value={String(open)} to="/help-desk?status=open" />
        <Tile label={t('figures.forgotten')} value={String(data.unanswered_over_24h)} note={t('figures.forgottenNote')} to="/help-desk?status=open&sort=created_at" />
        <Tile label={t('figures.created')} value={String(data.created)} note={t('figures.createdNote', { count: data.days })} to="/help-desk?sort=-created_at" />
        <Tile label={t('figures.firstAnswer')} value={span(data.first_answer.median_seconds)} note={t('figures.ofCount', { count: data.first_answer.count })} to="/help-desk" />
        <Tile label={t('figures.resolution')} value={span(data.resolution.median_seconds)} note={t('figures.ofCount', { count: data.resolution.count })} to="/help-desk?status=resolved" />
      </div>
      <div className="columns">
        <ChartCard
          title={t('figures.statusTitle', { count: open })} unit={t('figures.statusUnit')} labelHeader={t('field.status')} valueHeader={t('figures.tickets')} name="tickets-by-status" kind="rows"
          points={STATUSES.map((each) => ({ label: statusName(each), value: data.by_status[each] }))} to="/help-desk"
          onPick={(at) => void navigate({ to: '/help-desk', search: { status: STATUSES[at] } as never })}
        />
        <ChartCard
          title={pressing > 0 ? t('figures.priorityTitle', { count: pressing }) : t('figures.priorityTitleNone')} unit={t('figures.priorityUnit')} labelHeader={t('field.priority')} valueHeader={t('figures.tickets')} name="tickets-by-priority" kind="rows"
          points={PRIORITIES.map((each) => ({ label: priorityName(each), value: data.open_by_priority[each] }))} to="/help-desk?sort=-priority"
          onPick={(at) => void navigate({ to: '/help-desk', search: { priority: PRIORITIES[at] } as never })}
        />
        <section className="card" aria-label={t('figures.times')}>
          <Title order={2} size="h3" mb="sm">{heading}</Title>
          <div className="table-scroll short" role="region" aria-label={t('figures.times')} tabIndex={0}>
            <table className="data-table">
              <thead><tr><th scope="col">{t('figures.times')}</th><th scope="col" data-end="end">{t('figures.median')}</th><th scope="col" data-end="end">{t('figures.p90')}</th><th scope="col" data-end="end">{t('figures.count')}</th></tr></thead>
              <tbody>{rows.map(({ name, times }) => <tr key={name}><td>{name}</td><td data-end="end">{span(times.median_seconds)}</td><td data-end="end">{span(times.p90_seconds)}</td><td data-end="end">{times.count}</td></tr>)}</tbody>
            </table>
          </div>
        </section>
      </div>
    </div>
  )
}
