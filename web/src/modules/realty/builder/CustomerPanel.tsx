// One customer: how to reach him, what he booked, when one meets.
import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { AppointmentBadge, BookingBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { formatMeeting } from '../parts/days'
import { appointmentTypeName } from '../realty'
import { type Client, CUSTOMERS, useCurrency } from './desk'

/** The list has no address for one of them: he is looked for in it. */
export function customerQuery(id: number) {
  return {
    queryKey: ['get', CUSTOMERS, 'one', id] as const,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Client> => {
      for (let skip = 0; ; skip += 500) {
        const { data = [] } = await client.GET(CUSTOMERS, { params: { query: { skip, limit: 500 } }, signal })
        const found = data.find((each) => each.id === id)
        if (found) return found
        if (data.length < 500) throw new Problem(404, '')
      }
    },
  }
}

export function CustomerPanel({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const close = useClose('/builder/customers')
  const currency = useCurrency()
  const { data, error, refetch } = useQuery(customerQuery(id))
  const params = { path: { id }, query: { limit: 50 } }
  const bookings = useQuery($api.queryOptions('get', '/api/bookings/customer/{id}', { params })).data
  const visits = useQuery($api.queryOptions('get', '/api/appointments/customer/{id}', { params })).data
  return (
    <SidePanel title={data?.name ?? t('builder.field.customer')} page={t('nav.customers')} onClose={close}>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={7} /> : (
        <>
          <Group gap="sm" mb="lg">
            <Button component={Link} to={`/builder/messages?with=${data.user_id}`}>{t('builder.customers.write')}</Button>
            <Button component={Link} to={`/builder/appointments/new?customer=${data.id}`} variant="default">{t('builder.appointments.add')}</Button>
          </Group>
          <dl className="facts">
            <dt>{t('builder.field.phone')}</dt><dd><Anchor href={`tel:${data.phone}`} inherit><Private>{data.phone}</Private></Anchor></dd>
            {data.email && <><dt>{t('builder.field.email')}</dt><dd><Anchor href={`mailto:${data.email}`} inherit><Private>{data.email}</Private></Anchor></dd></>}
            <dt>{t('builder.customers.since')}</dt><dd><Ago at={data.since} /></dd>
          </dl>
          <Title order={3} mb="xs">{t('nav.bookings')}</Title>
          {!bookings ? <Lines count={2} /> : bookings.length === 0 ? <Text c="dimmed" size="sm">{t('builder.customers.noBookings')}</Text> : (
            <ul className="feed">
              {bookings.map((each) => (
                <li key={each.id}>
                  <Group justify="space-between" gap="xs"><Anchor component={Link} inherit to={`/builder/bookings/${each.id}`}>{each.booking_number} · {each.unit?.unit_number}</Anchor><Cash of={each.total_amount} currency={currency} /></Group>
                  <div className="small-facts"><BookingBadge status={each.booking_status} /><span>{each.project.project_name}</span></div>
                </li>
              ))}
            </ul>
          )}
          <Title order={3} mt="lg" mb="xs">{t('nav.appointments')}</Title>
          {!visits ? <Lines count={2} /> : visits.length === 0 ? <Text c="dimmed" size="sm">{t('calendar.free')}</Text> : (
            <ul className="feed">
              {visits.map((each) => (
                <li key={each.id}>
                  <Anchor component={Link} inherit to={`/builder/appointments/${each.id}`}>{formatMeeting(each.appointment_date, locale)}</Anchor>
                  <div className="small-facts"><AppointmentBadge status={each.status} /><span>{appointmentTypeName(each.appointment_type)}</span></div>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </SidePanel>
  )
}
