import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { Ago } from '@/kernel/Time'
import { AppointmentBadge } from '../parts/badges'
import { type Appointment, appointmentTypeName, placeName } from '../realty'

/** A visit in a line: when in large, what and where beside it. */
export function VisitLine({ of }: { of: Appointment }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const at = new Date(of.appointment_date)
  const say = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(at)
  return (
    <Link to="/my/appointments" search={{ open: String(of.id) } as never} className="visit-line">
      <span className="visit-day" aria-hidden="true"><b className="figure">{say({ day: 'numeric' })}</b>{say({ month: 'short' })}</span>
      <span className="visit-what">
        <b>{appointmentTypeName(of.appointment_type)}</b>
        <Text span size="sm" c="dimmed">{say({ weekday: 'long', hour: '2-digit', minute: '2-digit' })} · {t('calendar.minutes', { count: of.duration_minutes })} · {placeName(of.meeting_location)}</Text>
        <Text span size="sm" c="dimmed">{of.project?.project_name} · <Ago at={of.appointment_date} /></Text>
      </span>
      <AppointmentBadge status={of.status} />
    </Link>
  )
}
