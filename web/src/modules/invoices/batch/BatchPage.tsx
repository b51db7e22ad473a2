// One batch: how far it is, what is in it, what is doubtful, and whom to ask about it.
import { Button, Group, Menu, SegmentedControl, Text, TextInput } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan, useMe } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { openDialog } from '@/kernel/dialogs'
import { Guarded } from '@/kernel/Guarded'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { DataTable } from '@/kernel/table/DataTable'
import { failed, told } from '@/kernel/toast'
import { type Batch, BRING, DECIDE, type Invoice, nameOf, VIEW } from '../invoices'
import { columnsOf } from '../list/columns'
import { approveReady } from '../list/decide'
import { useBulk } from '../list/AllPage'
import { exportsOf } from '../list/exports'
import { batchQuery, invoicesQuery, matching, type Search, useFresh, wholeQuery } from '../queries'
import { DropZone } from '../upload/DropZone'
import { BatchHead } from './BatchHead'
import { Refused } from './Refused'
import { isShow, SHOWS, showFilter } from './show'
import '../words'
import '../invoices.css'

const ChatPanel = lazy(() => import('./ChatPanel').then((file) => ({ default: file.ChatPanel })))

export function BatchPage({ id }: { id: number }) {
  return <Guarded permission={VIEW}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const { data, error, refetch } = useQuery(batchQuery(id))
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [, onSearch] = useListSearch()
  useFresh('invoices.', ['/api/invoices', '/api/batches', '/api/batches/{id}', '/api/batches/{id}/refused'])
  // Beside the list where there is room for both, else when it is asked for.
  const wide = useMediaQuery('(min-width: 100em)', false, { getInitialValueInEffect: false })
  const open = search.chat === 'on' || (wide && search.chat !== 'off')
  const toggle = () => onSearch({ chat: open === wide ? (open ? 'off' : 'on') : undefined })
  useShortcuts([{ key: 'c', label: t('chat.toggle'), group: t('title'), run: toggle }])
  if (!data) return <Page title={t('field.batch')}>{error ? <Failed error={error} retry={() => void refetch()} /> : <Lines count={10} />}</Page>
  return (
    <div className="with-chat">
      <div className="list">
        <Page title={data.row.name} hint={[data.row.batch_number, data.row.description].filter(Boolean).join(' · ')} actions={<Actions batch={data.row} etag={data.etag} chat={open} toggle={toggle} />}>
          <BatchHead batch={data.row} />
          <More batch={data.row} />
          <Invoices batch={data.row} />
          <Refused batchId={id} />
        </Page>
      </div>
      {open && <Suspense fallback={<aside className="chat" />}><ChatPanel batchId={id} close={toggle} /></Suspense>}
    </div>
  )
}

function More({ batch }: { batch: Batch }) {
  const can = useCan()
  const me = useMe()
  return can(BRING) && batch.created_by === me.id ? <DropZone into={{ id: batch.id, name: batch.name }} /> : null
}

function Invoices({ batch }: { batch: Batch }) {
  const { t, i18n } = useTranslation('invoices')
  const can = useCan()
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const [, onSearch] = useListSearch()
  const show = isShow(raw.show) ? raw.show : 'all'
  const search = raw as Search
  const q = search.q ? { search: search.q } : {}
  const list = useQuery(invoicesQuery(search, { batch_id: batch.id, ...showFilter(show), ...q }))
  const columns = useMemo(() => columnsOf(t, true), [t, i18n.language])
  return (
    <section aria-label={t('nav.all')}>
      {batch.total_invoices > 0 && <div className="shows no-print"><SegmentedControl value={show} onChange={(next) => onSearch({ show: next === 'all' ? undefined : next, page: undefined })} aria-label={t('batch.show')}
        data={SHOWS.map((each) => ({ value: each, label: `${t(`show.${each}`)} ${countOf(batch, each)}` }))}
      /></div>}
      <DataTable<Invoice>
        name="batch-invoices" label={t('nav.all')} columns={columns} rows={list.data?.items} total={list.data?.total ?? 0}
        rowId={(row) => String(row.id)} rowName={nameOf} rowLink={(row) => `/invoices/${row.id}`} search={search} onSearch={onSearch} searchable={batch.total_invoices > 0}
        bulk={useBulk()} exports={can(DECIDE) && batch.total_invoices > 0 ? exportsOf({ batch_id: batch.id }) : []}
        error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
        empty={<Empty title={t(show === 'all' ? 'batch.empty' : 'batch.noneShown')}>{t(show === 'all' ? 'batch.emptyHint' : 'batch.noneShownHint')}</Empty>}
      />
    </section>
  )
}

function countOf(batch: Batch, show: (typeof SHOWS)[number]): number {
  const open = batch.processed_count - batch.approved_count - batch.rejected_count
  return { all: batch.total_invoices, flagged: batch.flagged_count, open, approved: batch.approved_count, rejected: batch.rejected_count, failed: batch.failed_count }[show]
}

function Actions({ batch, etag, chat, toggle }: { batch: Batch; etag: string | null; chat: boolean; toggle: () => void }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const can = useCan()
  const me = useMe()
  const navigate = useNavigate()
  const whole = useQuery(wholeQuery({ batch_id: batch.id, status: 'completed' }, can(DECIDE)))
  const rows = whole.data?.rows ?? []
  const ready = rows.filter((row) => !row.is_flagged)
  const first = rows.find((row) => row.is_flagged) ?? rows[0]
  const own = batch.created_by === me.id
  const change = async (body: { name?: string; status?: Batch['status'] }) => {
    try {
      await client.PUT('/api/batches/{id}', { params: { path: { id: batch.id }, header: matching(etag) }, body })
    } catch (error) {
      failed(error)
    }
  }
  const remove = () => confirm({
    title: t('batch.deleteTitle', { name: batch.name }), text: t('batch.deleteHint', { count: batch.total_invoices }), confirm: plain('remove'), typed: batch.batch_number,
    run: async () => {
      try {
        await client.DELETE('/api/batches/{id}', { params: { path: { id: batch.id } } })
        told(plain('form.deleted'))
        await navigate({ to: '/invoices' })
      } catch (error) {
        failed(error)
      }
    },
  })
  const approveAll = () => confirm({ title: t('decide.approveAll', { count: ready.length }), text: t('decide.approveAllHint'), confirm: t('decide.approve'), run: () => approveReady(ready).catch(failed) })
  return (
    <>
      {first && <Button component={Link} to={`/invoices/${first.id}`} search={{ batch: String(batch.id) } as never}>{t('batch.review')}</Button>}
      {ready.length > 0 && <Button variant="default" onClick={approveAll}>{t('decide.approveAll', { count: ready.length })}</Button>}
      <Button variant="default" onClick={toggle} aria-pressed={chat}>{t('chat.title')}</Button>
      {own && (
        <Menu position="bottom-end">
          <Menu.Target><Button variant="default">{plain('more')}</Button></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void openDialog({ title: t('batch.rename'), content: (close) => <Rename name={batch.name} run={(name) => change({ name })} close={close} /> })}>{t('batch.rename')}</Menu.Item>
            {batch.status === 'paused'
              ? <Menu.Item onClick={() => void change({ status: 'processing' })}>{t('batch.resume')}</Menu.Item>
              : batch.status === 'processing' && <Menu.Item onClick={() => void change({ status: 'paused' })}>{t('batch.pause')}</Menu.Item>}
            <Menu.Item color="danger" onClick={remove}>{plain('remove')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function Rename({ name, run, close }: { name: string; run: (name: string) => Promise<void>; close: () => void }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const [typed, setTyped] = useState(name)
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (typed.trim()) void run(typed.trim()).then(close) }}>
      <TextInput data-autofocus label={t('batches.name')} required maxLength={255} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Group justify="flex-end" mt="md"><Text size="sm" /><Button type="submit">{plain('save')}</Button></Group>
    </form>
  )
}
