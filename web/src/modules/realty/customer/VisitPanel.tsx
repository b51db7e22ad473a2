// One visit: what it is, and what I may do about it.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { formatDay } from '@/kernel/dates'
import { saveFrom } from '@/kernel/download'
import { RecordForm } from '@/kernel/form/RecordForm'
import { IconCalendar } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { AppointmentBadge } from '../parts/badges'
import { dayOf } from '../parts/days'
import { moment, times } from '../public/VisitForm'
import { type Appointment, appointmentTypeName, options, placeName, PLACES } from '../realty'

interface VisitPanelProps {
  id: number
  onClose: () => void
}

interface Tagged {
  row: Appointment
  etag: string | null
}

const visitQuery = (id: number) => ({
  queryKey: ['get', '/api/appointments/{id}', { id }] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Tagged> => {
    const { data, response } = await client.GET('/api/appointments/{id}', { params: { path: { id } }, signal })
    return { row: data as Appointment, etag: response.headers.get('etag') }
  },
})

export function VisitPanel({ id, onClose }: VisitPanelProps) {
  const { t } = useTranslation('realty')
  const { data, error, refetch: again } = useQuery(visitQuery(id))
  const [moving, setMoving] = useState(false)
  return (
    <SidePanel
      title={data ? appointmentTypeName(data.row.appointment_type) : t('customer.visit.title')} page={t('own.appointments')} onClose={onClose}
      subtitle={data && <AppointmentBadge status={data.row.status} />}
    >
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={6} /> : moving ? <Move of={data} onDone={() => setMoving(false)} /> : <Shown of={data} onMove={() => setMoving(true)} />}
    </SidePanel>
  )
}

function useAct() {
  const queries = useQueryClient()
  return async (run: () => Promise<unknown>, words: string) => {
    try {
      await run()
      told(words)
    } catch (error) {
      failed(error)
    }
    await Promise.all([refetch(queries, '/api/appointments'), refetch(queries, '/api/customer')])
  }
}

function Shown({ of: { row, etag }, onMove }: { of: Tagged; onMove: () => void }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const act = useAct()
  const params = { path: { id: row.id } }
  const headers = etag ? { 'If-Match': etag } : {}
  const stands = row.status !== 'cancelled' && row.status !== 'completed'
  const mine = row.proposed_by === 'customer'
  const when = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).formatRange(new Date(row.appointment_date), new Date(row.ends_at))
  const off = () => confirm({
    title: t('customer.visit.offTitle'), text: t('customer.visit.offText', { name: row.project?.company_name ?? '' }), confirm: t('customer.visit.off'),
    run: () => act(() => client.DELETE('/api/appointments/{id}', { params, headers }), t('customer.visit.offDone')),
  })
  return (
    <>
      {stands && row.status !== 'confirmed' && (
        <div className="unit-act">
          <Text size="sm">{mine ? t('customer.visit.waits', { name: row.project?.company_name ?? '' }) : t('customer.visit.proposed', { name: row.project?.company_name ?? '' })}</Text>
          {!mine && <Button onClick={() => void act(() => client.PATCH('/api/appointments/{id}/status', { params, headers, body: { status: 'confirmed' } }), t('customer.visit.confirmed'))}>{t('customer.visit.confirm')}</Button>}
        </div>
      )}
      <dl className="facts">
        <dt>{t('customer.visit.when')}</dt><dd>{when}<br /><Text span size="sm" c="dimmed"><Ago at={row.appointment_date} /></Text></dd>
        <dt>{t('customer.visit.where')}</dt><dd>{placeName(row.meeting_location)}</dd>
        {row.project && <><dt>{t('customer.visit.project')}</dt><dd><Anchor component={Link} inherit to={`/developments/${row.project.id}`}>{row.project.project_name}</Anchor><br /><Text span size="sm" c="dimmed">{row.project.company_name}</Text></dd></>}
        {row.agenda && <><dt>{t('customer.visit.agenda')}</dt><dd className="told">{row.agenda}</dd></>}
        {(row.attendees ?? []).length > 0 && <><dt>{t('customer.visit.attendees')}</dt><dd>{(row.attendees ?? []).join(', ')}</dd></>}
        {row.reschedule_reason && <><dt>{t('customer.visit.moved')}</dt><dd className="told">{row.reschedule_reason}</dd></>}
        {row.notes && <><dt>{t('customer.visit.notes')}</dt><dd className="told">{row.notes}</dd></>}
      </dl>
      <Group gap="xs">
        {stands && <Button variant="default" onClick={onMove}>{t('customer.visit.move')}</Button>}
        <Button variant="default" leftSection={<IconCalendar />} onClick={() => void saveFrom(`visit-${row.id}.ics`, () => client.GET('/api/appointments/{id}/invitation', { params, parseAs: 'blob' }))}>{t('customer.visit.ics')}</Button>
        {row.project && <Button component={Link} variant="default" to={`/my/messages?with=${row.project.builder_user_id}&project=${row.project.id}`}>{t('customer.visit.write')}</Button>}
        {stands && <Button variant="subtle" color="gray" onClick={off}>{t('customer.visit.off')}</Button>}
      </Group>
    </>
  )
}

function Move({ of: { row, etag }, onDone }: { of: Tagged; onDone: () => void }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const at = new Date(row.appointment_date)
  const own = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  const clock = times(locale)
  const all = clock.some((each) => each.value === own) ? clock : [{ value: own, label: own }, ...clock]
  return (
    <RecordForm
      submitLabel={t('customer.visit.moveSubmit')} failure={t('customer.visit.moveFailed')} onCancel={onDone} onReload={() => void refetch(queries, '/api/appointments')}
      initial={{ date: dayOf(at), time: own, duration_minutes: String(row.duration_minutes), meeting_location: row.meeting_location, reschedule_reason: '' }}
      fields={[
        { name: 'date', label: t('customer.visit.date'), kind: 'date', required: true },
        { name: 'time', label: t('customer.visit.time'), kind: 'select', options: all },
        { name: 'duration_minutes', label: t('customer.visit.duration'), kind: 'select', options: [...new Set([30, 60, 90, 120, row.duration_minutes])].map((count) => ({ value: String(count), label: t('calendar.minutes', { count }) })) },
        { name: 'meeting_location', label: t('customer.visit.where'), kind: 'select', options: options(PLACES, placeName) },
        { name: 'reschedule_reason', label: t('customer.visit.why'), kind: 'lines' },
      ]}
      onSubmit={async (draft) => {
        await client.PATCH('/api/appointments/{id}/reschedule', {
          params: { path: { id: row.id } }, headers: etag ? { 'If-Match': etag } : {},
          body: {
            appointment_date: moment(given(draft, 'date'), given(draft, 'time'), t('customer.visit.past', { day: formatDay(given(draft, 'date'), locale) })), duration_minutes: Number(draft.duration_minutes),
            meeting_location: PLACES.find((each) => each === draft.meeting_location) ?? 'site', reschedule_reason: given(draft, 'reschedule_reason') || null,
          },
        })
        told(t('customer.visit.moveDone'))
        await Promise.all([refetch(queries, '/api/appointments'), refetch(queries, '/api/customer')])
        onDone()
      }}
    />
  )
}
