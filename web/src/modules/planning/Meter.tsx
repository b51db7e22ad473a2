import { useTranslation } from 'react-i18next'
import type { Tone } from '@/kernel/Status'

interface MeterProps {
  label: string
  percent: number
  tone?: Tone
}

/** A thin bar with its number: full at a hundred, however far beyond. */
export function Meter({ label, percent, tone }: MeterProps) {
  const { t } = useTranslation()
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10 }}>
      <div
        className="meter" data-tone={tone === 'good' ? undefined : tone} style={{ flex: 1 }}
        role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.min(100, Math.max(0, percent))}
      >
        <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
      </div>
      <span className="figure" style={{ minWidth: 44, textAlign: 'end' }}>{t('percent', { value: percent })}</span>
    </div>
  )
}
