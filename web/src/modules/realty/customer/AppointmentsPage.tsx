// Visits and meetings: what is to come, on a list or in a calendar, and how to move them.
import { ActionIcon, Button, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDays, formatMonth } from '@/kernel/dates'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconCalendar, IconDownload, IconLeft, IconPlus, IconRight } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Calendar } from '../parts/Calendar'
import { dayOf, daysOfMonth, daysOfWeek, shiftDay } from '../parts/days'
import { type Appointment, appointmentStatusName, appointmentTypeName, placeName } from '../realty'
import { CalendarAddress } from './CalendarAddress'
import { visitsQuery } from './customer'
import { NewVisit } from './NewVisit'
import { VisitLine } from './VisitLine'
import { VisitPanel } from './VisitPanel'
import './customer.css'

const VIEWS = ['list', 'week', 'month'] as const
type View = (typeof VIEWS)[number]

export function AppointmentsPage() {
  return <Guarded permission="realty:buy"><Appointments /></Guarded>
}

function Appointments() {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const view: View = VIEWS.find((each) => each === search.view) ?? 'list'
  const day = /^\d{4}-\d{2}-\d{2}$/.test(String(search.day)) ? String(search.day) : dayOf(new Date())
  const days = view === 'week' ? daysOfWeek(day) : daysOfMonth(day)
  // A day more at both ends: the server's days are not the reader's.
  const range = view === 'list' ? {} : { from: shiftDay(days[0] ?? day, -1), to: shiftDay(days.at(-1) ?? day, 1) }
  const { data, error, refetch } = useQuery(visitsQuery(range))
  const open = Number(search.open) || null
  const close = () => onSearch({ open: undefined, do: undefined, at: undefined, project: undefined })
  const begin = (at?: string) => onSearch({ do: 'new', open: undefined, at })
  useShortcuts([{ key: 'n', label: plain('keys.new'), group: plain('keys.everywhere'), run: () => begin() }])
  const save = () => saveCsv(t('own.appointments'), [
    [t('customer.visit.date'), t('customer.visit.duration'), t('customer.visit.kind'), t('customer.visit.where'), t('customer.visit.project'), t('schedule.status')],
    ...(data?.appointments ?? []).map((each) => [each.appointment_date, each.duration_minutes, appointmentTypeName(each.appointment_type), placeName(each.meeting_location), each.project?.project_name ?? '', appointmentStatusName(each.status)]),
  ])
  return (
    <div className="with-panel">
      <div className="list">
        <Page
          title={t('own.appointments')}
          actions={
            <>
              <SegmentedControl aria-label={t('calendar.label')} value={view} onChange={(next) => onSearch({ view: next === 'list' ? undefined : next })} data={VIEWS.map((value) => ({ value, label: t(`calendar.${value}`) }))} />
              <Button variant="default" leftSection={<IconCalendar />} onClick={() => onSearch({ do: 'subscribe', open: undefined })}>{t('customer.calendar.open')}</Button>
              <Button leftSection={<IconPlus />} onClick={() => begin()}>{t('customer.visit.new')}</Button>
            </>
          }
        >
          {view !== 'list' && <Turn view={view} day={day} days={days} onDay={(next) => onSearch({ day: next })} />}
          {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={8} />
            : view === 'list' ? <List of={data.appointments} total={data.total} onNew={() => begin()} onSave={save} />
              : <Calendar view={view} day={day} appointments={data.appointments} openId={open} name={(each) => each.project?.project_name ?? ''} onOpen={(each) => onSearch({ open: String(each.id), do: undefined })} onNew={(at) => begin(at)} />}
        </Page>
      </div>
      {open ? <VisitPanel key={open} id={open} onClose={close} />
        : search.do === 'new' ? <NewVisit project={Number(search.project) || null} at={search.at ? String(search.at) : undefined} onClose={close} />
          : search.do === 'subscribe' && <SidePanel title={t('customer.calendar.title')} page={t('own.appointments')} onClose={close}><CalendarAddress /></SidePanel>}
    </div>
  )
}

interface TurnProps {
  view: View
  day: string
  days: readonly string[]
  onDay: (day: string | undefined) => void
}

function Turn({ view, day, days, onDay }: TurnProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const [year = 0, month = 1] = day.split('-').map(Number)
  const step = (by: number) => onDay(view === 'week' ? shiftDay(day, by * 7) : new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10))
  return (
    <div className="turn">
      <ActionIcon variant="default" size="lg" aria-label={t('calendar.before')} onClick={() => step(-1)}><IconLeft /></ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={t('calendar.after')} onClick={() => step(1)}><IconRight /></ActionIcon>
      <Button variant="default" size="sm" onClick={() => onDay(undefined)}>{t('calendar.today')}</Button>
      <Title order={2} aria-live="polite">{view === 'week' ? formatDays(days[0] ?? day, days.at(-1) ?? day, locale) : formatMonth(day.slice(0, 7), locale)}</Title>
    </div>
  )
}

function List({ of, total, onNew, onSave }: { of: readonly Appointment[]; total: number; onNew: () => void; onSave: () => void }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  if (of.length === 0) return <Empty title={t('customer.visit.none')} action={<Button onClick={onNew}>{t('customer.visit.new')}</Button>}>{t('customer.visit.noneHint')} <Link to="/developments">{t('customer.my.look')}</Link></Empty>
  const now = Date.now()
  const ahead = of.filter((each) => new Date(each.ends_at).getTime() >= now && each.status !== 'cancelled' && each.status !== 'completed').reverse()
  const behind = of.filter((each) => !ahead.includes(each))
  return (
    <>
      <section>
        <div className="section-head"><Title order={2}>{t('customer.visit.ahead')}</Title><Button variant="default" size="xs" leftSection={<IconDownload size={16} />} onClick={onSave}>{plain('table.csv')}</Button></div>
        {ahead.length === 0 ? <Text c="dimmed" size="sm">{t('customer.my.noVisits')}</Text> : <Stack gap="xs">{ahead.map((each) => <VisitLine key={each.id} of={each} />)}</Stack>}
      </section>
      {behind.length > 0 && (
        <section className="section">
          <Title order={2} mb="sm">{t('customer.visit.behind')}</Title>
          <Stack gap="xs">{behind.map((each) => <VisitLine key={each.id} of={each} />)}</Stack>
          {total > of.length && <Text size="sm" c="dimmed" mt="sm">{t('customer.visit.more', { count: total - of.length })}</Text>}
        </section>
      )}
    </>
  )
}
