// Where things stand, each in its own word and colour, everywhere the same.
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { Status, type Tone } from '@/kernel/Status'
import {
  BATCH_TONES, type BatchStatus, batchStatusName, type Invoice, type InvoiceStatus, type Risk, RISK_TONES, riskName, STATUS_TONES, statusName,
} from '../invoices'
import { level } from './confidence'
import '../invoices.css'

export function StatusBadge({ status }: { status: InvoiceStatus }) {
  return <Status tone={STATUS_TONES[status]}>{statusName(status)}</Status>
}

export function BatchBadge({ status }: { status: BatchStatus }) {
  return <Status tone={BATCH_TONES[status]}>{batchStatusName(status)}</Status>
}

export function RiskBadge({ risk, score }: { risk: Risk; score?: number }) {
  const locale = useLocale()
  return <Status tone={RISK_TONES[risk]}>{riskName(risk)}{score === undefined ? '' : ` · ${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(score)}`}</Status>
}

const LEVEL_TONES: Record<ReturnType<typeof level>, Tone> = { high: 'good', middle: 'warn', low: 'bad' }

/** How sure the reader is: a share in words and colour. */
export function Confidence({ of, bare }: { of: number | null | undefined; bare?: boolean }) {
  const { t } = useTranslation()
  if (of === null || of === undefined) return <>—</>
  const share = t('percent', { value: Math.round(of * 100) })
  return bare ? <span className="confidence figure" data-level={level(of)}>{share}</span> : <Status tone={LEVEL_TONES[level(of)]}><span className="figure">{share}</span></Status>
}

/** Why it failed; or why it is doubtful: the first reason, and how many more there are. */
export function Flags({ of }: { of: Pick<Invoice, 'is_flagged' | 'flag_reasons' | 'failure'> }) {
  const { t } = useTranslation('invoices')
  const [first, ...rest] = of.flag_reasons
  if (of.failure) return <span className="flags" title={of.failure}><Status tone="bad"><span className="flag-first">{of.failure}</span></Status></span>
  if (!of.is_flagged) return <>—</>
  return (
    <span className="flags" title={of.flag_reasons.join('\n')}>
      <Status tone="warn"><span className="flag-first">{first ?? t('flagged')}</span></Status>
      {rest.length > 0 && <span className="flag-more">+{rest.length}</span>}
    </span>
  )
}
