import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Meter } from '@/kernel/Meter'
import { useLocale } from '@/kernel/preferences'
import { count } from '../figures'
import type { Progress } from './progress'

/** How far a file has come, in numbers. */
export function Bar({ progress, name }: { progress: Progress; name: string }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { phase, percent, rows } = progress
  return (
    <div className="load-bar" aria-live="polite">
      <Meter label={t('uploads.progress', { name })} percent={percent} />
      <Text size="sm" c="dimmed">{t(`uploads.phase.${phase}`)}{rows !== null && <> · <span className="figure">{t('uploads.rows', { count: rows, shown: count(rows, locale) })}</span></>}</Text>
    </div>
  )
}
