// The eight stages of an invoice in a row: done, under way, failed, still to come.
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { type Stage, stageName, STAGES } from '../invoices'
import { formatTook } from './took'
import '../invoices.css'

const STROKES: Record<Stage, string> = {
  upload: 'M10 14V4m0 0L6.5 7.5M10 4l3.5 3.5M4 14v2.5h12V14',
  ocr: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13M6 10h8',
  extraction: 'M5 3h7l3 3v11H5zM7.5 9h5M7.5 12h5M7.5 15h3',
  validation: 'M10 2.5 16 5v4.5c0 4-2.6 6.6-6 8-3.4-1.4-6-4-6-8V5zM7.5 10l1.8 1.8 3.4-3.6',
  arithmetic: 'M4 6h5M6.5 3.5v5M11.5 6h5M4 14h5M11.5 12.5h5M11.5 15.5h5',
  duplication: 'M4 4h8.5v8.5H4zM7.5 15.5V16.5H16V7.5h-1',
  flagging: 'M5 17V3.5h9.5L12 7l2.5 3.5H5',
  review: 'm4 10.5 4 4 8-9',
}

export type StageState = 'done' | 'active' | 'failed' | 'flagged' | 'open'

interface StagesProps {
  states: Readonly<Record<Stage, StageState>>
  /** How long each took, milliseconds. */
  took?: Readonly<Partial<Record<Stage, number>>>
}

export function Stages({ states, took }: StagesProps) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const said = (stage: Stage) => {
    const time = took?.[stage]
    return `${stageName(stage)}: ${t(`stageState.${states[stage]}`)}${time === undefined ? '' : `, ${formatTook(time, locale)}`}`
  }
  return (
    <ol className="stages">
      {STAGES.map((stage) => (
        <li key={stage} data-state={states[stage]} title={said(stage)}>
          <svg width="16" height="16" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" role="img" aria-label={said(stage)}>
            <path d={STROKES[stage]} />
          </svg>
        </li>
      ))}
    </ol>
  )
}
