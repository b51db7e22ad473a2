// The files of this sitting, each with its stages, its time, and in words what went wrong.
import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useHeard } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Meter } from '@/kernel/Meter'
import { Stages } from '../parts/Stages'
import { formatTook } from '../parts/took'
import { invoicesQuery } from '../queries'
import { type Item, inOrder, isStep, isWhole, statesOf, tally } from './progress'
import { forget, hearStep, hearWhole, retry, useUploads } from './uploads'

const SHOWN = 60
/** Where the line for live news is down, the server is asked. */
const ASK = 3_000

export function Uploads() {
  const { t } = useTranslation('invoices')
  const queries = useQueryClient()
  const { items, batches } = useUploads()
  useHeard('invoices.invoice.', (topic, body) => {
    if (topic.endsWith('.stage') && isStep(body)) hearStep(body)
    else if (isWhole(body)) hearWhole(body)
  })
  const { all, done, failed, flagged } = tally(items)
  const busy = all > done + failed
  useLagging(items)
  useEffect(() => { if (!busy && all > 0) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === '/api/batches' }) }, [busy, all])
  if (all === 0) return null
  const shown = inOrder(items).slice(0, SHOWN)
  const last = batches.at(-1)
  return (
    <section className="card uploads" aria-label={t('upload.progress')}>
      <Group justify="space-between" mb="xs" gap="sm">
        <div>
          <Title order={2} size="h3" aria-live="polite">{t(busy ? 'upload.busy' : 'upload.through', { count: all, done: done + failed })}</Title>
          <Text size="sm" c="dimmed">
            {[flagged > 0 && t('upload.flagged', { count: flagged }), failed > 0 && t('upload.failed', { count: failed })].filter(Boolean).join(' · ') || t('upload.fine')}
          </Text>
        </div>
        <Group gap="xs">
          {last && <Button component={Link} to={`/invoices/batches/${last.id}`} variant={busy ? 'default' : 'filled'}>{t('upload.toBatch')}</Button>}
          {done + failed > 0 && <Button variant="subtle" onClick={forget}>{t('upload.clear')}</Button>}
        </Group>
      </Group>
      <Meter label={t('upload.progress')} percent={Math.round(((done + failed) / all) * 100)} />
      <ul className="upload-list">{shown.map((item) => <Row key={item.key} item={item} />)}</ul>
      {items.length > shown.length && <Text size="sm" c="dimmed">{t('upload.more', { count: items.length - shown.length })}</Text>}
    </section>
  )
}

function Row({ item }: { item: Item }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const time = Object.values(item.took).reduce((sum, each) => sum + each, 0)
  const name = <Private>{item.name}</Private>
  return (
    <li data-phase={item.phase}>
      <span className="upload-name">
        {item.invoiceId !== undefined && item.phase !== 'sending' ? <Anchor component={Link} inherit to={`/invoices/${item.invoiceId}`}>{name}</Anchor> : name}
        {item.says && <small className="upload-says" title={item.says} data-bad={item.phase === 'failed' || item.phase === 'refused' || undefined}>{item.says}</small>}
        {item.repeated && <small>{t('upload.repeated')}</small>}
      </span>
      {item.phase === 'sending' || item.phase === 'waiting' ? (
        <Meter label={t('upload.sent', { name: item.name })} percent={item.sent} />
      ) : item.phase === 'refused' ? <span /> : <Stages states={statesOf(item)} took={item.took} />}
      <span className="upload-end">
        <span>{t(`phase.${item.phase === 'read' && item.flagged ? 'flagged' : item.phase}`)}</span>
        {time > 0 && <small className="figure">{formatTook(time, locale)}</small>}
        {item.phase === 'failed' && <Button size="compact-xs" variant="default" onClick={() => void retry(item)}>{t('upload.retry')}</Button>}
      </span>
    </li>
  )
}

/** What is under way, asked of the server from time to time: somebody may have missed the news. */
function useLagging(items: readonly Item[]): void {
  const { batches } = useUploads()
  const batch = batches.at(-1)
  const lagging = items.some((item) => item.phase === 'reading')
  const { data } = useQuery({
    ...invoicesQuery({ size: 100 }, { batch_id: batch?.id ?? 0 }), enabled: lagging && batch !== undefined, refetchInterval: lagging ? ASK : false,
  })
  useEffect(() => { for (const each of data?.items ?? []) hearWhole(each) }, [data])
}
