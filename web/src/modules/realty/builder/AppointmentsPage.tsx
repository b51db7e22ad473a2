// The calendar: by the week, by the month, or as a list.
import { ActionIcon, Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDays, formatMonth } from '@/kernel/dates'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconLeft, IconPlus, IconRight } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { AppointmentBadge } from '../parts/badges'
import { Calendar } from '../parts/Calendar'
import { dayOf, daysOfWeek, formatMeeting, shiftDay } from '../parts/days'
import { type Appointment, APPOINTMENT_STATUSES, APPOINTMENT_TYPES, appointmentStatusName, appointmentTypeName, options, placeName } from '../realty'
import { appointmentQuery, dayShown, pageQuery, spanQuery, viewOf } from './appointments'
import { CalendarFeed } from './CalendarFeed'
import { BUILD, developmentOptions, useOwn } from './desk'
import { NeedsProfile } from './NeedsProfile'

const LIST = '/builder/appointments'

export function AppointmentsPage() {
  return <Guarded permission={BUILD}><NeedsProfile><Appointments /></NeedsProfile></Guarded>
}

function Appointments() {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const navigate = useNavigate()
  const [search, onSearch] = useListSearch()
  const own = useOwn().data
  const view = viewOf(search)
  const day = useDay(search)
  const stats = useQuery(pageQuery({ project: search.project })).data?.stats
  const step = (by: -1 | 1) => {
    if (view === 'week') return onSearch({ day: shiftDay(day, by * 7) })
    const [year = 0, month = 1] = day.split('-').map(Number)
    onSearch({ day: new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10) })
  }
  const days = daysOfWeek(day)
  const group = t('calendar.label')
  const fresh = () => void navigate({ to: '/builder/appointments/new', search: true })
  useShortcuts([
    { key: 'n', label: t('builder.appointments.add'), group, run: fresh },
    { key: 't', label: t('calendar.today'), group, run: () => onSearch({ day: undefined }) },
    { key: 'w', label: t('calendar.week'), group, run: () => onSearch({ view: undefined }) },
    { key: 'm', label: t('calendar.month'), group, run: () => onSearch({ view: 'month' }) },
    { key: 'l', label: t('calendar.list'), group, run: () => onSearch({ view: 'list' }) },
    ...(view === 'list' ? [] : [
      { key: 'ArrowLeft', label: t('calendar.before'), group, run: () => step(-1) },
      { key: 'ArrowRight', label: t('calendar.after'), group, run: () => step(1) },
    ]),
  ])
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={t('nav.appointments')} {...(stats ? { hint: t('builder.appointments.counts', { scheduled: stats.scheduled, confirmed: stats.confirmed }) } : {})}
          actions={<><CalendarFeed /><Button component={Link} to="/builder/appointments/new" search={true as never} leftSection={<IconPlus />}>{t('builder.appointments.add')}</Button></>}
        >
          <Group justify="space-between" mb="md" gap="sm" className="no-print">
            <Group gap="sm">
              <SegmentedControl aria-label={t('builder.appointments.view')} value={view} data={(['week', 'month', 'list'] as const).map((each) => ({ value: each, label: t(`calendar.${each}`) }))} onChange={(next) => onSearch({ view: next === 'week' ? undefined : next, page: undefined })} />
              {view !== 'list' && (
                <Group gap={4} wrap="nowrap">
                  <ActionIcon variant="default" size="input-sm" aria-label={t('calendar.before')} onClick={() => step(-1)}><IconLeft /></ActionIcon>
                  <Button variant="default" onClick={() => onSearch({ day: undefined })}>{t('calendar.today')}</Button>
                  <ActionIcon variant="default" size="input-sm" aria-label={t('calendar.after')} onClick={() => step(1)}><IconRight /></ActionIcon>
                </Group>
              )}
              {view !== 'list' && <Text fw={600} aria-live="polite">{view === 'month' ? formatMonth(day.slice(0, 7), locale) : formatDays(days[0] ?? day, days[6] ?? day, locale)}</Text>}
            </Group>
            <NativeSelect aria-label={t('builder.field.development')} value={String(search.project ?? '')} data={[{ value: '', label: t('builder.model.all') }, ...developmentOptions(own)]} onChange={(event) => onSearch({ project: event.currentTarget.value || undefined, page: undefined })} />
          </Group>
          {view === 'list' ? <List /> : <Span />}
        </Page>
      </div>
      <Outlet />
    </div>
  )
}

function useOpen(): number | null {
  const last = useRouterState({ select: (state) => state.location.pathname.slice(LIST.length + 1) })
  return Number(last) || null
}

/** The day that the calendar stands on: the one asked for, else that of the appointment which is open, else today. */
function useDay(search: Record<string, unknown>): string {
  const openId = useOpen()
  const open = useQuery({ ...appointmentQuery(openId ?? 0), enabled: openId !== null }).data
  return search.day === undefined && open ? dayOf(new Date(open.row.appointment_date)) : dayShown(search)
}

function Span() {
  const { t } = useTranslation('realty')
  const navigate = useNavigate()
  const [search] = useListSearch()
  const openId = useOpen()
  const view = viewOf(search)
  const day = useDay(search)
  const { data, error, refetch } = useQuery(spanQuery({ ...search, day }))
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={10} />
  return (
    <>
      <Calendar
        view={view === 'month' ? 'month' : 'week'} day={day} appointments={data} openId={openId} name={(one) => one.customer?.name ?? t('missing')}
        onOpen={(one) => void navigate({ to: '/builder/appointments/$id', params: { id: String(one.id) }, search: true })}
        onNew={(at) => void navigate({ to: '/builder/appointments/new', search: ((before: Record<string, unknown>) => ({ ...before, at })) as never })}
      />
      {data.length === 0 && <Text c="dimmed" mt="sm">{t('calendar.free')}</Text>}
    </>
  )
}

function List() {
  const { t, i18n } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const [search, onSearch] = useListSearch()
  const openId = useOpen()
  const list = useQuery(pageQuery(search))
  const columns = useMemo(() => columnsOf(t, locale), [t, i18n.language, locale])
  return (
    <DataTable
      name="builder-appointments" label={t('nav.appointments')} columns={columns} rows={list.data?.appointments} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.customer?.name ?? ''}
      rowLink={(row) => `${LIST}/${row.id}`} {...(openId ? { openId: String(openId) } : {})} search={search} onSearch={onSearch}
      filters={[
        { name: 'status', label: t('builder.field.status'), kind: 'select', options: options(APPOINTMENT_STATUSES, appointmentStatusName) },
        { name: 'type', label: t('builder.field.for'), kind: 'select', options: options(APPOINTMENT_TYPES, appointmentTypeName) },
      ]}
      exports={[{
        label: plain('table.csv'),
        run: async () => saveCsv(`appointments-${dayOf(new Date())}`, [
          [t('builder.field.when'), t('builder.field.customer'), t('builder.field.phone'), t('builder.field.for'), t('builder.field.place'), t('builder.field.development'), t('builder.field.status')],
          ...(list.data?.appointments ?? []).map((row) => [row.appointment_date, row.customer?.name ?? '', row.customer?.phone ?? '', appointmentTypeName(row.appointment_type), placeName(row.meeting_location), row.project?.project_name ?? '', appointmentStatusName(row.status)]),
        ]),
      }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('builder.appointments.empty')}>{t('builder.appointments.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'realty'>, locale: string): Column<Appointment>[] {
  return [
    { id: 'when', header: t('builder.field.when'), cell: (row) => <time dateTime={row.appointment_date}>{formatMeeting(row.appointment_date, locale)}</time> },
    { id: 'customer', header: t('builder.field.customer'), cell: (row) => <Private>{row.customer?.name ?? t('missing')}</Private> },
    { id: 'type', header: t('builder.field.for'), cell: (row) => appointmentTypeName(row.appointment_type) },
    { id: 'place', header: t('builder.field.place'), wide: true, cell: (row) => placeName(row.meeting_location) },
    { id: 'project', header: t('builder.field.development'), wide: true, cell: (row) => row.project?.project_name ?? '—' },
    { id: 'status', header: t('builder.field.status'), cell: (row) => <AppointmentBadge status={row.status} /> },
  ]
}
