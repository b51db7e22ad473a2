import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tone } from './Status'

interface MeterProps {
  label: string
  percent: number
  tone?: Tone
  children?: ReactNode
}

/** A thin bar with what it means beside it: full at a hundred, however far beyond. What is well has no colour of its own. */
export function Meter({ label, percent, tone, children }: MeterProps) {
  const { t } = useTranslation()
  const shown = Math.min(100, Math.max(0, percent))
  return (
    <span className="gauge">
      <span className="meter" data-tone={tone === 'good' ? undefined : tone} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={shown}>
        <span style={{ width: `${shown}%` }} />
      </span>
      {children ?? <span className="figure">{t('percent', { value: Math.round(percent * 10) / 10 })}</span>}
    </span>
  )
}
