// An import from the file to the books: what was understood, what it would bring, what it brought.
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import '@mantine/core/styles/Progress.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { Guarded } from '@/kernel/Guarded'
import { useHeard } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told } from '@/kernel/toast'
import { useBooksChanged } from '../books'
import '../planning.css'
import { type Change, type Decisions, type Import, IMPORT, importQuery, LINES, moving } from './imports'
import { LinesOf } from './LinesOf'
import { Sources } from './Sources'
import { Understanding } from './Understanding'

export function ImportPage() {
  const id = Number(useParams({ strict: false, select: (params: Record<string, string>) => params.id }))
  return <Guarded permission="planning:read"><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('planning')
  const { data, error, refetch } = useQuery(importQuery(id))
  if (error && !data) return <Page title={t('imports.title')}><Failed error={error} retry={() => void refetch()} /></Page>
  if (!data) return <Page title={t('imports.title')}><Lines count={8} /></Page>
  return <Shown of={data} />
}

function Shown({ of }: { of: Import }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const queries = useQueryClient()
  const navigate = useNavigate()
  const changed = useBooksChanged()
  const mayWrite = useCan()('planning:write')
  const [search, onSearch] = useListSearch()
  const [busy, setBusy] = useState(false)

  const take = async (run: () => Promise<{ data?: Import }>) => {
    setBusy(true)
    try {
      const { data } = await run()
      if (data) queries.setQueryData(importQuery(of.id).queryKey, data)
    } catch (error) {
      failed(error)
    }
    await changed()
    setBusy(false)
  }
  const path = { params: { path: { id: of.id } } }
  const read = (body: Change) => take(() => client.PUT(IMPORT, { ...path, body }))
  const decide = (body: Decisions) => take(() => client.PUT(LINES, { ...path, body }))
  const book = () => take(() => client.POST('/api/v1/financial/imports/{id}/book', { ...path, body: {} }))
  const drop = () => confirm({
    title: t('imports.dropTitle'), text: t('imports.dropText', { name: of.file_name }), confirm: t('imports.dropIt'),
    run: async () => {
      await client.DELETE(IMPORT, path).then(() => told(t('imports.dropped')), failed)
      await changed()
      await navigate({ to: '/imports' })
    },
  })
  const open = of.status === 'ready' || of.status === 'failed'
  const wanting = of.new.undecided
  const waiting = of.near.undecided
  const some = of.new.lines > 0 || of.near.lines > 0
  return (
    <Page
      title={of.file_name}
      actions={<>
        {mayWrite && open && of.booked === 0 && <Button variant="default" onClick={drop}>{t('imports.dropIt')}</Button>}
        <Button component={Link} to="/imports/new" variant="default">{t('imports.another')}</Button>
        {mayWrite && of.status === 'ready' && some && <Button disabled={wanting > 0} loading={busy} onClick={() => void book()}>{t('imports.book')}</Button>}
      </>}
    >
      <Stack gap="lg">
        {moving(of) && <Moving of={of} />}
        {of.status === 'failed' && <Alert color="danger" variant="outline" role="alert" title={t('imports.unread')}>{of.failure}</Alert>}
        {of.status === 'cancelled' && <Text>{t('imports.wasDropped')}</Text>}
        {of.status === 'done' && <Result of={of} />}
        {of.status === 'ready' && wanting > 0 && <Alert variant="outline" title={t('imports.chooseAccount')}>{t('imports.chooseAccountHint')}</Alert>}
        {of.status === 'ready' && waiting > 0 && wanting === 0 && <Text size="sm" c="dimmed">{t('imports.nearWait', { count: waiting })}</Text>}
        {open && <Sources of={of} read={read} disabled={!mayWrite || busy} />}
        {open && <Understanding key={of.updated_at ?? ''} of={of} read={read} busy={busy} mayWrite={mayWrite} />}
        {(of.status === 'ready' || of.status === 'done') && of.lines > 0 && (
          <LinesOf of={of} search={search} onSearch={onSearch} decide={decide} mayWrite={mayWrite} busy={busy} />
        )}
        {of.status === 'done' && waiting === 0 && of.near.lines > 0 && mayWrite && <Group><Button variant="default" loading={busy} onClick={() => void book()}>{t('imports.bookRest')}</Button></Group>}
        {of.status === 'ready' && !some && <Text>{t('imports.nothingNew')} <Link to="/transactions">{t('transactions.title')}</Link></Text>}
      </Stack>
      <span className="visually-hidden" aria-live="polite">{busy ? kernel('state.loading') : t(`importStatus.${of.status}`)}</span>
    </Page>
  )
}

interface Said {
  id: number
  step: string
  lines: number
  of: number
}

/** How far it is, by the line. */
function Moving({ of }: { of: Import }) {
  const { t } = useTranslation('planning')
  const number = new Intl.NumberFormat(useLocale())
  const [said, setSaid] = useState<Said | null>(null)
  useHeard('planning.import.progress', (_, body) => {
    const next = body as Said
    if (next?.id === of.id) setSaid(next)
  })
  const all = said?.of || of.lines
  const share = said && all > 0 ? Math.min(100, Math.round((said.lines / all) * 100)) : null
  const words = of.status === 'booking' ? t('imports.bookingLines', { done: number.format(said?.lines ?? 0), all: number.format(all) }) : t('imports.readingLines', { done: number.format(said?.lines ?? 0) })
  return (
    <div role="status">
      <Text size="sm" mb={6}>{words}</Text>
      <Progress value={share ?? 100} animated={share === null} striped={share === null} aria-label={words} />
    </div>
  )
}

function Result({ of }: { of: Import }) {
  const { t } = useTranslation('planning')
  return (
    <section className="card" aria-label={t('imports.result')}>
      <Group justify="space-between">
        <div>
          <Text fw={600} size="lg">{t('imports.bookedCount', { count: of.booked })}</Text>
          <Text size="sm" c="dimmed">
            {[of.known.lines > 0 ? t('imports.knownCount', { count: of.known.lines }) : '', of.near.undecided > 0 ? t('imports.nearWait', { count: of.near.undecided }) : '', of.unreadable.lines > 0 ? t('imports.unreadCount', { count: of.unreadable.lines }) : ''].filter(Boolean).join(' ')}
          </Text>
        </div>
        {of.booked > 0 && (
          <Group gap="xs">
            <Button component={Link} to={`/transactions?import=${of.id}`}>{t('imports.show')}</Button>
            <Button component={Link} to={`/transactions?import=${of.id}&category=none`} variant="default">{t('imports.categorise')}</Button>
          </Group>
        )}
      </Group>
    </section>
  )
}
