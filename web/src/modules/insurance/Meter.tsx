import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tone } from '@/kernel/Status'

interface MeterProps {
  label: string
  percent: number
  tone?: Tone
  children?: ReactNode
}

/** A thin bar with what it means beside it. */
export function Meter({ label, percent, tone, children }: MeterProps) {
  const { t } = useTranslation()
  const shown = Math.min(100, Math.max(0, percent))
  return (
    <div className="gauge">
      <div className="meter" data-tone={tone === 'good' ? undefined : tone} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={shown}>
        <span style={{ width: `${shown}%` }} />
      </div>
      {children ?? <span className="figure">{t('percent', { value: percent })}</span>}
    </div>
  )
}
