// A calendar of appointments, by the week or by the month. Times are the reader's own.
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { type Appointment, APPOINTMENT_TONES, appointmentStatusName, appointmentTypeName } from '../realty'
import { beside, dayOf, daysOfMonth, daysOfWeek } from './days'
import '../realty.css'

export type CalendarView = 'week' | 'month'

interface CalendarProps {
  view: CalendarView
  /** Any day of the week or month that is shown: 2026-11-22. */
  day: string
  appointments: readonly Appointment[]
  onOpen: (appointment: Appointment) => void
  /** A day, or an hour of it, was chosen for something new: 2026-11-22T10:00. */
  onNew?: (at: string) => void
  openId?: number | null
  /** Who the other one is: a customer to builders, a development to customers. */
  name: (appointment: Appointment) => string
}

const FIRST_HOUR = 7
const LAST_HOUR = 21
const HOUR = 48

export function Calendar(props: CalendarProps) {
  return props.view === 'month' ? <MonthView {...props} /> : <WeekView {...props} />
}

function useEvent({ onOpen, openId, name }: CalendarProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const clock = (at: string) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
  return (one: Appointment, style?: React.CSSProperties, long = false) => {
    const off = one.status === 'cancelled'
    return (
      <button
        key={one.id} type="button" className="cal-event" data-tone={APPOINTMENT_TONES[one.status]} data-off={off || undefined} aria-current={one.id === openId ? 'true' : undefined}
        style={style} onClick={(event) => { event.stopPropagation(); onOpen(one) }}
        aria-label={t('calendar.at', { time: clock(one.appointment_date), name: name(one), type: appointmentTypeName(one.appointment_type), status: appointmentStatusName(one.status) })}
      >
        <span className="figure">{clock(one.appointment_date)}</span> <Private>{name(one)}</Private>{long && <> · {appointmentTypeName(one.appointment_type)}</>}
      </button>
    )
  }
}

function Weekdays() {
  const locale = useLocale()
  const words = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
  return daysOfWeek('2026-01-05').map((day) => <div key={day} className="cal-head">{words.format(new Date(day))}</div>)
}

function MonthView(props: CalendarProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const event = useEvent(props)
  const { day, appointments, onNew } = props
  const today = dayOf(new Date())
  return (
    <div className="cal" role="region" aria-label={t('calendar.label')} tabIndex={0}>
      <div className="cal-grid cal-month">
        <Weekdays />
        {daysOfMonth(day).map((each) => {
          const own = appointments.filter((one) => dayOf(new Date(one.appointment_date)) === each)
          const number = Number(each.slice(8))
          return (
            <div key={each} className="cal-day" data-other={each.slice(0, 7) !== day.slice(0, 7) || undefined}>
              {onNew ? (
                <button type="button" className="cal-number" aria-current={each === today ? 'date' : undefined} aria-label={t('calendar.add', { day: formatDay(each, locale) })} onClick={() => onNew(`${each}T10:00`)}>{number}</button>
              ) : <span className="cal-number" aria-current={each === today ? 'date' : undefined}>{number}</span>}
              {own.map((one) => event(one))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function WeekView(props: CalendarProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const event = useEvent(props)
  const { day, appointments, onNew } = props
  const today = dayOf(new Date())
  const days = daysOfWeek(day)
  const words = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone: 'UTC' })
  const hours = Array.from({ length: LAST_HOUR - FIRST_HOUR }, (_, at) => FIRST_HOUR + at)
  const height = hours.length * HOUR
  const place = (at: Date) => Math.min(height - 20, Math.max(0, (at.getHours() + at.getMinutes() / 60 - FIRST_HOUR) * HOUR))
  const two = (hour: number) => String(hour).padStart(2, '0')
  const now = new Date()
  return (
    <div className="cal" role="region" aria-label={t('calendar.label')} tabIndex={0}>
      <div className="cal-grid cal-week">
        <div className="cal-head" />
        {days.map((each) => <div key={each} className="cal-head" aria-current={each === today ? 'date' : undefined}>{words.format(new Date(each))}</div>)}
        <div style={{ height }} aria-hidden="true">{hours.map((hour) => <div key={hour} className="cal-hour" style={{ height: HOUR }}>{hour === FIRST_HOUR ? '' : `${two(hour)}:00`}</div>)}</div>
        {days.map((each) => {
          const own = appointments.filter((one) => dayOf(new Date(one.appointment_date)) === each)
          return (
            <div key={each} className="cal-column" data-today={each === today || undefined} style={{ height, backgroundSize: `100% ${HOUR}px` }}>
              {onNew && hours.map((hour) => (
                // The keyboard arranges by the button above the calendar, or by a day of the month.
                <button key={hour} type="button" tabIndex={-1} aria-hidden="true" className="cal-slot" style={{ top: (hour - FIRST_HOUR) * HOUR, height: HOUR }} onClick={() => onNew(`${each}T${two(hour)}:00`)} />
              ))}
              {beside(own).map(({ one, lane, lanes }) => event(one, {
                top: place(new Date(one.appointment_date)), height: Math.max(22, (one.duration_minutes / 60) * HOUR - 2),
                insetInlineStart: `calc(${(lane / lanes) * 100}% + 2px)`, width: `calc(${100 / lanes}% - 4px)`,
              }, true))}
              {each === today && now.getHours() >= FIRST_HOUR && now.getHours() < LAST_HOUR && <div className="cal-now" style={{ top: place(now) }} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}
