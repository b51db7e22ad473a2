// An appointment: arranged, and then confirmed, moved, done or called off by one key each.
import { Anchor, Button, Group, Kbd } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { confirm } from '@/kernel/confirm'
import { saveFrom } from '@/kernel/download'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { IconDownload } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told } from '@/kernel/toast'
import { AppointmentBadge } from '../parts/badges'
import { dayOf, formatMeeting } from '../parts/days'
import { type Appointment, APPOINTMENT_TYPES, appointmentStatusName, appointmentTypeName, options, placeName, PLACES } from '../realty'
import { customerQuery } from './CustomerPanel'
import { appointmentQuery, momentOf, timeOf } from './appointments'
import { developmentOptions, findCustomers, matching, useOwn } from './desk'
import { numberIn } from './numbers'

const LIST = '/builder/appointments'
const ALL = '/api/appointments'
const ONE = '/api/appointments/{id}'

export function NewAppointmentPanel() {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const close = useClose(LIST)
  const [search] = useListSearch()
  const own = useOwn().data
  const at = typeof search.at === 'string' ? search.at : ''
  const customer = typeof search.customer === 'string' ? search.customer : ''
  // Whoever is named by the address stands there already.
  const known = useQuery({ ...customerQuery(Number(customer)), enabled: customer !== '' }).data
  if (!own || (customer !== '' && !known)) return <SidePanel title={t('builder.appointments.add')} page={t('nav.appointments')} onClose={close}><Lines count={6} /></SidePanel>
  const fields: Field[] = [
    { name: 'customer_id', label: t('builder.field.customer'), kind: 'find', required: true, find: findCustomers, ...(known ? { options: [{ value: String(known.id), label: known.name }] } : {}) },
    { name: 'project_id', label: t('builder.field.development'), kind: 'select', options: developmentOptions(own) },
    { name: 'appointment_type', label: t('builder.field.for'), kind: 'select', options: options(APPOINTMENT_TYPES, appointmentTypeName) },
    ...whenFields(t),
    { name: 'agenda', label: t('builder.appointments.agenda'), kind: 'lines' },
  ]
  return (
    <SidePanel title={t('builder.appointments.add')} page={t('nav.appointments')} onClose={close}>
      <RecordForm
        key={`${at}-${customer}`} fields={fields} submitLabel={t('builder.appointments.arrange')} onCancel={close}
        initial={{
          customer_id: customer, project_id: String(search.project ?? own[0]?.id ?? ''), appointment_type: 'site_visit', day: at.slice(0, 10) || dayOf(new Date(Date.now() + 86_400_000)), time: at.slice(11, 16) || '10:00',
          duration: '60', meeting_location: 'site', agenda: '',
        }}
        onSubmit={async (draft) => {
          await client.POST(ALL, {
            body: {
              customer_id: Number(draft.customer_id), project_id: Number(draft.project_id), appointment_type: APPOINTMENT_TYPES.find((each) => each === draft.appointment_type) ?? 'site_visit',
              appointment_date: moment(draft, t('builder.appointments.notTime')), duration_minutes: numberIn(draft, 'duration') ?? 60, agenda: given(draft, 'agenda') || null,
              meeting_location: PLACES.find((each) => each === draft.meeting_location) ?? 'site',
            },
          })
          told(t('builder.appointments.arranged'))
          await refetch(queries, ALL)
          close()
        }}
      />
    </SidePanel>
  )
}

type Words = ReturnType<typeof useTranslation<'realty'>>['t']

function whenFields(t: Words): Field[] {
  return [
    { name: 'day', label: t('builder.field.day'), kind: 'date', required: true },
    { name: 'time', label: t('builder.field.time'), kind: 'suggest', required: true, options: Array.from({ length: 27 }, (_, at) => `${String(7 + Math.floor(at / 2)).padStart(2, '0')}:${at % 2 ? '30' : '00'}`).map((value) => ({ value, label: value })) },
    { name: 'duration', label: t('builder.appointments.minutes'), kind: 'text', required: true },
    { name: 'meeting_location', label: t('builder.field.place'), kind: 'select', options: options(PLACES, placeName) },
  ]
}

/** The moment that was typed; what cannot be read is said at its field. */
function moment(draft: Draft, says: string): string {
  const at = momentOf(given(draft, 'day'), given(draft, 'time'))
  if (!at) throw new Problem(422, says, null, { time: says })
  return at
}

export function AppointmentPanel({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const close = useClose(LIST)
  const { data, error, refetch: again } = useQuery(appointmentQuery(id))
  return (
    <SidePanel
      title={data ? appointmentTypeName(data.row.appointment_type) : t('nav.appointments')} page={t('nav.appointments')} onClose={close}
      subtitle={data && <AppointmentBadge status={data.row.status} />}
    >
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={7} /> : <Body key={id} row={data.row} etag={data.etag} />}
    </SidePanel>
  )
}

function Body({ row, etag }: { row: Appointment; etag: string | null }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const [moving, setMoving] = useState(false)
  const params = { path: { id: row.id } }
  const standing = row.status !== 'cancelled' && row.status !== 'completed'
  const settle = () => refetch(queries, ALL)
  const set = async (status: 'confirmed' | 'completed' | 'cancelled') => {
    try {
      await client.PATCH('/api/appointments/{id}/status', { params, body: { status } })
      told(t('builder.appointments.set', { status: appointmentStatusName(status) }))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const cancel = () => confirm({
    title: t('builder.appointments.cancelQuestion'), text: t('builder.appointments.cancelText', { name: row.customer?.name ?? '' }), confirm: t('builder.appointments.cancel'), run: () => set('cancelled'),
  })
  const doings = [
    // Whoever named the time does not confirm it himself.
    ...(standing && row.status !== 'confirmed' && row.proposed_by !== 'builder' ? [{ key: 'c', label: t('builder.appointments.confirm'), run: () => void set('confirmed'), primary: true }] : []),
    ...(standing && new Date(row.appointment_date) <= new Date() ? [{ key: 'd', label: t('builder.appointments.done'), run: () => void set('completed'), primary: true }] : []),
    ...(standing ? [{ key: 'r', label: t('builder.appointments.move'), run: () => setMoving(true), primary: false }, { key: 'x', label: t('builder.appointments.cancel'), run: cancel, primary: false }] : []),
  ]
  const group = t('builder.appointments.keys')
  useShortcuts(doings.map(({ key, label, run }) => ({ key, label, group, run })))
  return (
    <>
      <Group gap="xs" mb="lg">
        {doings.map((each) => <Button key={each.key} variant={each.primary ? 'filled' : 'default'} onClick={each.run} rightSection={<Kbd size="xs">{each.key}</Kbd>}>{each.label}</Button>)}
        <Button variant="default" leftSection={<IconDownload />} onClick={() => void saveFrom(`appointment-${row.id}.ics`, () => client.GET('/api/appointments/{id}/invitation', { params, parseAs: 'blob' }))}>{t('builder.appointments.ics')}</Button>
      </Group>
      {moving && (
        <section className="card" style={{ marginBottom: 20 }} aria-label={t('builder.appointments.move')}>
          <RecordForm
            careless submitLabel={t('builder.appointments.move')} onCancel={() => setMoving(false)}
            fields={[...whenFields(t), { name: 'reason', label: t('builder.field.reason'), kind: 'text' }]}
            initial={{ day: dayOf(new Date(row.appointment_date)), time: timeOf(row.appointment_date), duration: String(row.duration_minutes), meeting_location: row.meeting_location, reason: '' }}
            onSubmit={async (draft) => {
              await client.PATCH('/api/appointments/{id}/reschedule', {
                params, headers: matching(etag),
                body: {
                  appointment_date: moment(draft, t('builder.appointments.notTime')), duration_minutes: numberIn(draft, 'duration') ?? row.duration_minutes,
                  meeting_location: PLACES.find((each) => each === draft.meeting_location) ?? row.meeting_location, reschedule_reason: given(draft, 'reason') || null,
                },
              })
              told(t('builder.appointments.moved'))
              setMoving(false)
              await settle()
            }}
          />
        </section>
      )}
      <dl className="facts">
        <dt>{t('builder.field.when')}</dt><dd><b>{formatMeeting(row.appointment_date, locale)}</b><br />{t('calendar.minutes', { count: row.duration_minutes })}</dd>
        <dt>{t('builder.field.place')}</dt><dd>{placeName(row.meeting_location)}</dd>
        {row.customer && (
          <>
            <dt>{t('builder.field.customer')}</dt>
            <dd><Anchor component={Link} inherit to={`/builder/customers/${row.customer.id}`}><Private>{row.customer.name}</Private></Anchor><br /><Anchor href={`tel:${row.customer.phone}`} inherit><Private>{row.customer.phone}</Private></Anchor><br />
              <Anchor component={Link} inherit to={`/builder/messages?with=${row.customer.user_id}&project=${row.project_id}`}>{t('builder.customers.write')}</Anchor></dd>
          </>
        )}
        {row.project && <><dt>{t('builder.field.development')}</dt><dd><Anchor component={Link} inherit to={`/builder/developments/${row.project.id}`}>{row.project.project_name}</Anchor></dd></>}
        {row.reschedule_reason && <><dt>{t('builder.appointments.movedBecause')}</dt><dd className="told">{row.reschedule_reason}</dd></>}
      </dl>
      <RecordForm
        fields={[{ name: 'agenda', label: t('builder.appointments.agenda'), kind: 'lines' }, { name: 'notes', label: t('builder.appointments.notes'), kind: 'lines' }]}
        initial={{ agenda: row.agenda ?? '', notes: row.notes ?? '' }} submitLabel={plain('save')} onReload={() => void settle()}
        onSubmit={async (draft) => {
          await client.PATCH(ONE, { params, body: { agenda: given(draft, 'agenda') || null, notes: given(draft, 'notes') || null }, headers: matching(etag) })
          told(plain('form.saved'))
          await settle()
        }}
      />
    </>
  )
}
