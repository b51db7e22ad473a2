// How a development grows: its phases in order, and the news from the site.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { type Phase, PHASE_TONES, priorityName, type SiteUpdate, updateTypeName } from '../realty'
import { PhaseBadge } from './badges'
import { Meter } from '@/kernel/Meter'
import '../realty.css'

const DAY = 86_400_000

/** By how many days a phase is behind what was planned. */
export function daysLate(phase: Pick<Phase, 'status' | 'expected_end_date' | 'actual_end_date'>, today = new Date()): number {
  if (!phase.expected_end_date) return 0
  const end = phase.status === 'completed' ? phase.actual_end_date ?? phase.expected_end_date : today.toISOString().slice(0, 10)
  return Math.max(0, Math.round((Date.parse(end) - Date.parse(phase.expected_end_date)) / DAY))
}

interface PhasesProps {
  phases: readonly Phase[]
  action?: (phase: Phase) => ReactNode
  /** In the place of the bar, for whoever moves it. */
  bar?: (phase: Phase) => ReactNode
}

export function Phases({ phases, action, bar }: PhasesProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  if (phases.length === 0) return <Text c="dimmed">{t('phases.none')}</Text>
  return (
    <ol className="phase-line" aria-label={t('phases.title')}>
      {phases.map((phase) => {
        const late = daysLate(phase)
        return (
          <li key={phase.id} data-status={phase.status}>
            <header>
              <b>{phase.phase_name}</b>
              <PhaseBadge status={phase.status} />
            </header>
            {bar?.(phase) ?? <Meter label={t('phases.bar', { name: phase.phase_name, percent: phase.progress_percentage })} percent={phase.progress_percentage} tone={phase.status === 'in_progress' || phase.status === 'not_started' ? 'open' : PHASE_TONES[phase.status]} />}
            {phase.phase_description && <p>{phase.phase_description}</p>}
            <div className="small-facts">
              {phase.actual_end_date ? <span>{t('phases.done', { date: formatDay(phase.actual_end_date, locale) })}</span>
                : phase.expected_end_date && <span>{t('phases.until', { date: formatDay(phase.expected_end_date, locale) })}</span>}
              {late > 0 && <Status tone={phase.status === 'completed' ? 'still' : 'bad'}>{t('phases.late', { count: late })}</Status>}
              {!phase.customer_visible && <span>{t('phases.hidden')}</span>}
            </div>
            <Pictures of={phase.milestone_images} title={phase.phase_name} />
            {action?.(phase)}
          </li>
        )
      })}
    </ol>
  )
}

interface UpdatesProps {
  updates: readonly SiteUpdate[]
  action?: (update: SiteUpdate) => ReactNode
}

export function Updates({ updates, action }: UpdatesProps) {
  const { t } = useTranslation('realty')
  if (updates.length === 0) return <Text c="dimmed">{t('updates.none')}</Text>
  return (
    <ol className="feed" aria-label={t('updates.title')}>
      {updates.map((update) => (
        <li key={update.id}>
          <b>{update.update_title}</b>
          <div className="small-facts">
            <Status tone={update.update_type === 'delay' ? 'bad' : update.update_type === 'milestone' ? 'good' : 'still'}>{updateTypeName(update.update_type)}</Status>
            {(update.priority === 'high' || update.priority === 'critical') && <span>{priorityName(update.priority)}</span>}
            {update.estimated_delay_days ? <span>{t('updates.delay', { count: update.estimated_delay_days })}</span> : null}
            {update.weather_impact && <span>{t('updates.weather')}</span>}
            {!update.is_published && <Status tone="warn">{t('updates.draft')}</Status>}
            <Ago at={update.created_at} />
          </div>
          <p>{update.update_content}</p>
          <Pictures of={update.images} title={update.update_title} />
          {action?.(update)}
        </li>
      ))}
    </ol>
  )
}

/** Pictures in small; each opens in full in a new tab. Only our own are shown: the page loads nothing from elsewhere. */
export function Pictures({ of, title, action }: { of: readonly string[] | null; title: string; action?: (address: string) => ReactNode }) {
  const { t } = useTranslation('realty')
  const own = (of ?? []).filter((address) => address.startsWith('/'))
  if (own.length === 0) return null
  return (
    <ul className="pictures">
      {own.map((address, at) => (
        <li key={address}>
          <a href={address} target="_blank" rel="noopener"><img src={address} alt={t('updates.picture', { number: at + 1, title })} loading="lazy" /></a>
          {action?.(address)}
        </li>
      ))}
    </ul>
  )
}
