import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatRelative } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Ago } from '@/kernel/Time'
import type { Batch } from '../invoices'
import { BatchBadge } from '../parts/badges'
import { Meter } from '@/kernel/Meter'
import { formatTook } from '../parts/took'

/** How far a batch is, and when the rest will be through. */
export function BatchHead({ batch }: { batch: Batch }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const done = batch.processed_count + batch.failed_count
  const percent = batch.total_invoices > 0 ? (done / batch.total_invoices) * 100 : 0
  const decided = batch.approved_count + batch.rejected_count
  return (
    <section className="batch-head" aria-label={t('batches.progress')}>
      <Group gap="md" mb={6}>
        <BatchBadge status={batch.status} />
        {batch.total_invoices > 0 && <Text size="sm" aria-live="polite">{t('batch.read', { done, count: batch.total_invoices })}</Text>}
        {batch.total_invoices > 0 && <Text size="sm">{t('batch.decided', { count: decided })}</Text>}
        {batch.flagged_count > 0 && <Text size="sm">{t('upload.flagged', { count: batch.flagged_count })}</Text>}
        {batch.failed_count > 0 && <Text size="sm" c="var(--bad)">{t('upload.failed', { count: batch.failed_count })}</Text>}
        <Text size="sm" c="dimmed">
          {batch.estimated_completion ? t('batch.rest', { when: formatRelative(batch.estimated_completion, locale) }) : batch.processing_time > 0 ? t('batch.took', { time: formatTook(batch.processing_time * 1000, locale) }) : <Ago at={batch.created_at} />}
        </Text>
      </Group>
      {batch.total_invoices > 0 && <Meter label={t('batches.progressOf', { name: batch.batch_number })} percent={percent} />}
    </section>
  )
}
