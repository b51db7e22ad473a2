import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { Guarded } from '@/kernel/Guarded'
import { IconSpeech } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { API, channelsQuery, inboxQuery, kindName, markAllRead, markRead, type Notification, TYPES, unreadQuery } from './inbox'
import './bell.css'

export function InboxPage() {
  return <Guarded permission="notifications:read"><Inbox /></Guarded>
}

function Inbox() {
  const { t, i18n } = useTranslation('notifications')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const maySend = useCan()('notifications:send')
  const [search] = useListSearch()
  const list = useQuery(inboxQuery(search))
  const channels = useQuery(channelsQuery)
  const unread = useQuery(unreadQuery)
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])

  const readAll = async () => {
    try {
      await markAllRead(queries)
      told(t('inbox.readAllDone'))
    } catch (error) {
      failed(error)
    }
  }
  const clear = () => confirm({
    title: t('inbox.clearQuestion'), text: t('inbox.clearText'), confirm: t('inbox.clear'),
    run: () => attempt(async () => {
      await client.DELETE('/api/v1/notifications/read')
      told(t('inbox.cleared'))
    }),
  })
  const remove = async (rows: readonly Notification[]) => confirm({
    title: t('inbox.removeMany', { count: rows.length }), text: t('inbox.removeText'), confirm: plain('remove'),
    run: () => attempt(async () => {
      for (const { id } of rows) await client.DELETE('/api/v1/notifications/{id}', { params: { path: { id } } })
      told(t('inbox.removed'))
    }),
  })
  const attempt = async (run: () => Promise<void>) => {
    try {
      await run()
    } catch (error) {
      failed(error)
    }
    await refetch(queries, API)
  }

  return (
    <ListPage
      name="inbox" path="/inbox" title={t('inbox.title')} hint={t('inbox.hint')} columns={columns}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.title}
      filters={[
        { name: 'read', label: t('inbox.state'), kind: 'select', options: [{ value: 'no', label: t('inbox.unread') }, { value: 'yes', label: t('inbox.read') }] },
        { name: 'kind', label: t('inbox.kind'), kind: 'select', options: (channels.data ?? []).map((each) => ({ value: each.kind, label: kindName(each.kind, each.title) })) },
        { name: 'type', label: t('inbox.filed'), kind: 'select', options: TYPES.map((each) => ({ value: each, label: t(`type.${each}`) })) },
      ]}
      bulk={[
        {
          label: t('inbox.mark'),
          run: async (rows) => {
            await markRead(queries, rows)
            told(t('inbox.marked', { count: rows.filter((row) => !row.is_read).length }))
          },
        },
        { label: plain('remove'), run: remove },
      ]}
      actions={
        <>
          <Button variant="default" onClick={clear}>{t('inbox.clear')}</Button>
          {(unread.data?.unread_count ?? 0) > 0 && <Button variant="default" onClick={() => void readAll()}>{t('inbox.readAll')}</Button>}
          {maySend && <Button component={Link} to="/inbox/send" search={true as never} leftSection={<IconSpeech />}>{t('send.open')}</Button>}
        </>
      }
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('inbox.empty')}>{t('inbox.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'notifications'>): Column<Notification>[] {
  return [
    {
      id: 'title', header: t('inbox.what'), cell: (row) => (
        <span className="news">
          <span className="news-title" data-unread={!row.is_read || undefined}>
            {!row.is_read && <span className="news-dot" role="img" aria-label={t('inbox.unread')} />}{row.title}
          </span>
          <span className="news-message"><Private>{row.message}</Private></span>
        </span>
      ),
    },
    { id: 'kind', header: t('inbox.kind'), wide: true, cell: (row) => kindName(row.kind) },
    { id: 'filed', header: t('inbox.filed'), optional: true, wide: true, cell: (row) => t(`type.${row.notification_type}`) },
    { id: 'when', header: t('inbox.when'), align: 'end', cell: (row) => <Ago at={row.created_at} /> },
  ]
}
