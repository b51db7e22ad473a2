// One ticket: to its owner a conversation, to those who answer also the means to steer it.
import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan, useMe } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { failed, told, undoable } from '@/kernel/toast'
import { Steer } from './Steer'
import { Thread, type Writing } from './Thread'
import { ALL, change, type Change, ONE, queueQuery, priorityName, statusName, type Ticket, ticketQuery, TONES } from './tickets'
import { formatSpan } from './times'
import './words'

interface TicketPanelProps {
  id: number
  /** The list beside it: one's own tickets, or the queue. */
  list: '/tickets' | '/help-desk'
}

export function TicketPanel({ id, list }: TicketPanelProps) {
  const { t } = useTranslation('support')
  const can = useCan()
  const me = useMe()
  const close = useClose(list)
  const found = useQuery(ticketQuery(id))
  const { data } = found
  const staff = data ? can('support:answer') && data.row.user_id !== me.id : false
  const step = useStep(id, list === '/help-desk')
  return (
    <SidePanel
      title={data?.row.subject ?? t('tickets.one')} page={list === '/tickets' ? t('tickets.title') : t('desk.title')} onClose={close} {...(step ? { onStep: step } : {})}
      subtitle={data && <Group gap="sm"><Status tone={TONES[data.row.status]}>{statusName(data.row.status)}</Status><Text size="sm" c="dimmed">{data.row.ticket_number}</Text></Group>}
    >
      {found.error && !data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {!data && !found.error ? <Lines count={8} /> : null}
      {data && (staff ? <Desk key={id} ticket={data.row} close={close} /> : <><Facts ticket={data.row} /><Thread ticket={data.row} staff={false} /></>)}
    </SidePanel>
  )
}

/** j and k through the queue while a ticket is open. */
function useStep(id: number, queued: boolean): ((by: -1 | 1) => void) | null {
  const { t } = useTranslation('support')
  const navigate = useNavigate()
  const [search] = useListSearch()
  const queue = useQuery({ ...queueQuery(search), enabled: queued })
  const rows = queue.data?.rows ?? []
  const at = rows.findIndex((row) => row.id === id)
  const step = (by: -1 | 1) => {
    const to = at < 0 ? rows[0] : rows[at + by]
    if (to) void navigate({ to: '/help-desk/$id', params: { id: String(to.id) }, search: true, replace: true })
  }
  const group = t('desk.keys')
  useShortcuts(queued ? [
    { key: 'j', label: t('desk.next'), group, run: () => step(1) },
    { key: 'k', label: t('desk.previous'), group, run: () => step(-1) },
  ] : [])
  return queued ? step : null
}

function Desk({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const { t } = useTranslation('support')
  const { t: plain } = useTranslation()
  const me = useMe()
  const can = useCan()
  const queries = useQueryClient()
  const [writing, setWriting] = useState<Writing>('answer')
  const box = useRef<HTMLTextAreaElement>(null)
  const mayManage = can('support:manage')
  const write = (what: Writing) => {
    setWriting(what)
    box.current?.focus()
  }
  const put = async (body: Change) => {
    const before: Change = Object.fromEntries(Object.keys(body).map((name) => [name, ticket[name as keyof Change]]))
    try {
      await change(ticket.id, body)
      undoable(t('desk.changed'), async () => {
        await change(ticket.id, before)
        await refetch(queries, ALL)
      })
    } catch (error) {
      failed(error)
    }
    await refetch(queries, ALL)
  }
  const remove = () => confirm({
    title: t('desk.remove'), text: t('desk.removeText'), confirm: plain('remove'), typed: ticket.ticket_number,
    run: async () => {
      try {
        await client.DELETE(ONE, { params: { path: { id: ticket.id } } })
        close()
        told(t('desk.removed', { name: ticket.ticket_number }))
      } catch (error) {
        failed(error)
      }
      await refetch(queries, ALL)
    },
  })
  const open = ticket.status === 'open' || ticket.status === 'in_progress'
  const group = t('desk.keys')
  useShortcuts([
    { key: 'r', label: t('desk.replyKey'), group, run: () => write('answer') },
    { key: 'n', label: t('desk.noteKey'), group, run: () => write('note') },
    ...(mayManage && open ? [{ key: 'e', label: t('desk.resolve'), group, run: () => void put({ status: 'resolved' }) }] : []),
    ...(mayManage && ticket.assignee_id !== me.id ? [{ key: 'm', label: t('desk.take'), group, run: () => void put({ assignee_id: me.id }) }] : []),
  ])
  return (
    <>
      {mayManage && <div className="controls no-print"><Steer ticket={ticket} put={put} labels /></div>}
      <Facts ticket={ticket} steered={mayManage} />
      <Thread ticket={ticket} staff writing={writing} onWriting={setWriting} box={box} />
      {mayManage && (
        <Group gap="sm" mt="xl" className="no-print">
          {open && <Button variant="default" onClick={() => void put({ status: 'resolved' })}>{t('desk.resolve')}</Button>}
          {ticket.status === 'resolved' && <Button variant="default" onClick={() => void put({ status: 'closed' })}>{t('desk.close')}</Button>}
          {!open && <Button variant="default" onClick={() => void put({ status: 'open' })}>{t('desk.reopen')}</Button>}
          {ticket.assignee_id !== me.id && <Button variant="default" onClick={() => void put({ assignee_id: me.id })}>{t('desk.take')}</Button>}
          <Button variant="outline" color="danger" onClick={remove}>{plain('remove')}</Button>
        </Group>
      )}
    </>
  )
}

function Facts({ ticket, steered = false }: { ticket: Ticket; steered?: boolean }) {
  const { t } = useTranslation('support')
  const me = useMe()
  const locale = useLocale()
  const own = ticket.user_id === me.id
  return (
    <dl className="facts">
      {!own && <><dt>{t('field.from')}</dt><dd><Private>{ticket.name ?? t('tickets.stranger')}{ticket.email ? `, ${ticket.email}` : ''}</Private></dd></>}
      <dt>{t('field.waiting')}</dt><dd>{t(own ? `waitingOwn.${ticket.waiting_for}` : `waiting.${ticket.waiting_for}`)}</dd>
      {!steered && <><dt>{t('field.priority')}</dt><dd>{priorityName(ticket.priority)}</dd></>}
      {!steered && ticket.assignee && <><dt>{t('field.assignee')}</dt><dd><Private>{ticket.assignee}</Private></dd></>}
      <dt>{t('field.created')}</dt><dd><Ago at={ticket.created_at} /></dd>
      {ticket.first_answer_seconds !== null && <><dt>{t('field.firstAnswer')}</dt><dd>{formatSpan(ticket.first_answer_seconds, locale)}</dd></>}
      {ticket.resolution_seconds !== null && <><dt>{t('field.resolution')}</dt><dd>{formatSpan(ticket.resolution_seconds, locale)}</dd></>}
    </dl>
  )
}
