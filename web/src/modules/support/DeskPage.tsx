// The queue of those who answer.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { Tile } from '@/kernel/chart/Tile'
import { useCan, useMe } from '@/kernel/auth/session'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Ago } from '@/kernel/Time'
import { failed, undoable } from '@/kernel/toast'
import { Steer } from './Steer'
import { ALL, answerersQuery, change, type Change, PRIORITIES, priorityName, queueFilters, queueQuery, STATUSES, statusName, type Ticket, TONES } from './tickets'
import './support.css'
import './words'

export function DeskPage() {
  return <Guarded permission="support:answer"><Queue /></Guarded>
}

function Queue() {
  const { t, i18n } = useTranslation('support')
  const { t: plain } = useTranslation()
  const can = useCan()
  const me = useMe()
  const queries = useQueryClient()
  const mayManage = can('support:manage')
  const [search] = useListSearch()
  const list = useQuery(queueQuery(search))
  const answerers = useQuery({ ...answerersQuery, enabled: mayManage })

  const put = async (tickets: readonly Ticket[], body: Change, message: string) => {
    const done: Ticket[] = []
    try {
      for (const ticket of tickets) {
        await change(ticket.id, body)
        done.push(ticket)
      }
    } catch (error) {
      failed(error)
    }
    if (done.length > 0) {
      undoable(message, async () => {
        for (const ticket of done) await change(ticket.id, Object.fromEntries(Object.keys(body).map((name) => [name, ticket[name as keyof Change]])))
        await refetch(queries, ALL)
      })
    }
    await refetch(queries, ALL)
  }
  const columns = useMemo(
    () => columnsOf(t, mayManage ? (ticket, body) => put([ticket], body, t('desk.changed')) : null),
    [t, i18n.language, mayManage, queries],
  )
  return (
    <ListPage
      name="help-desk" path="/help-desk" title={t('desk.title')} hint={t('desk.hint')} columns={columns} above={mayManage && <Counts />}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.ticket_number} searchable
      filters={[
        { name: 'status', label: t('field.status'), kind: 'select', options: STATUSES.map((each) => ({ value: each, label: statusName(each) })) },
        { name: 'priority', label: t('field.priority'), kind: 'select', options: PRIORITIES.map((each) => ({ value: each, label: priorityName(each) })) },
        {
          name: 'assignee', label: t('field.assignee'), kind: 'select',
          options: [{ value: 'me', label: t('desk.me') }, { value: 'none', label: t('desk.nobody') }, ...(answerers.data ?? []).filter((each) => each.id !== me.id).map((each) => ({ value: String(each.id), label: each.name }))],
        },
      ]}
      bulk={mayManage ? [
        { label: t('desk.take'), run: (rows) => put(rows, { assignee_id: me.id }, t('desk.tookMany', { count: rows.length })) },
        { label: t('desk.resolve'), run: (rows) => put(rows, { status: 'resolved' }, t('desk.resolvedMany', { count: rows.length })) },
      ] : []}
      exports={mayManage ? (['csv', 'xlsx'] as const).map((format) => ({
        label: plain(`table.${format}`),
        run: () => saveFrom(`${t('desk.file')}.${format}`, () =>
          client.GET('/api/v1/support/admin/export', { params: { query: { ...queueFilters(search), format } }, parseAs: 'blob' })),
      })) : []}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('desk.empty')}>{t('desk.emptyHint')}</Empty>}
    />
  )
}

/** How many stand where; each leads to them. */
function Counts() {
  const { t } = useTranslation('support')
  const { data } = useQuery($api.queryOptions('get', '/api/v1/support/admin/figures'))
  if (!data) return null
  const late = data.unanswered_over_24h
  return (
    <div className="tiles counts">
      {STATUSES.map((status) => (
        <Tile
          key={status} label={statusName(status)} value={String(data.by_status[status])} to={`/help-desk?status=${status}`}
          {...(status === 'open' ? { note: <Status tone={late > 0 ? 'warn' : 'good'}>{late > 0 ? t('desk.forgotten', { count: late }) : t('desk.noneForgotten')}</Status> } : {})}
        />
      ))}
    </div>
  )
}

type Put = (ticket: Ticket, body: Change) => Promise<void>

function columnsOf(t: TFunction<'support'>, put: Put | null): Column<Ticket>[] {
  const steer = (ticket: Ticket, only: 'status' | 'priority' | 'assignee') => put && <Steer ticket={ticket} only={only} put={(body) => put(ticket, body)} />
  return [
    { id: 'subject', header: t('field.subject'), cell: (row) => <span className="ticket-subject">{row.subject}<small>{row.ticket_number} · <Private>{row.name ?? row.email ?? t('tickets.stranger')}</Private></small></span> },
    { id: 'waiting', header: t('field.waiting'), wide: true, cell: (row) => t(`waiting.${row.waiting_for}`) },
    { id: 'created_at', header: t('field.age'), sort: 'created_at', cell: (row) => <Ago at={row.created_at} /> },
    { id: 'updated_at', header: t('field.updated'), sort: 'updated_at', wide: true, optional: true, cell: (row) => <Ago at={row.updated_at} /> },
    { id: 'priority', header: t('field.priority'), sort: 'priority', wide: true, cell: (row) => steer(row, 'priority') ?? priorityName(row.priority) },
    { id: 'assignee', header: t('field.assignee'), wide: true, cell: (row) => steer(row, 'assignee') ?? <Private>{row.assignee ?? '—'}</Private> },
    { id: 'status', header: t('field.status'), cell: (row) => steer(row, 'status') ?? <Status tone={TONES[row.status]}>{statusName(row.status)}</Status> },
  ]
}
