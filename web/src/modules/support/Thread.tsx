// The conversation on a ticket, and where one writes.
import { Button, Group, SegmentedControl, Text, Textarea } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useMe } from '@/kernel/auth/session'
import { useUnsaved } from '@/kernel/form/unsaved'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { told } from '@/kernel/toast'
import { ALL, messagesQuery, type Ticket } from './tickets'
import './support.css'

export type Writing = 'answer' | 'note'

interface ThreadProps {
  ticket: Ticket
  /** Whether one speaks for the house here. */
  staff: boolean
  writing?: Writing
  onWriting?: (writing: Writing) => void
  box?: RefObject<HTMLTextAreaElement | null>
}

export function Thread({ ticket, staff, writing = 'answer', onWriting, box }: ThreadProps) {
  const { t } = useTranslation('support')
  const me = useMe()
  const { data, error, refetch: again } = useQuery(messagesQuery(ticket.id))
  // One's own side is at the right: what the house says to those who answer, what one says oneself to the others.
  const side = (of: { staff: boolean; user_id: number | null }) => ((staff ? of.staff : of.user_id === me.id && !of.staff) ? 'own' : 'other')
  return (
    <section aria-label={t('tickets.thread')}>
      <ol className="thread">
        <li data-side={side({ staff: false, user_id: ticket.user_id })}>
          <header><b><Private>{ticket.user_id === me.id ? t('tickets.you') : ticket.name ?? t('tickets.stranger')}</Private></b><Ago at={ticket.created_at} /></header>
          <p><Private>{ticket.message}</Private></p>
        </li>
        {data?.map((each) => (
          <li key={each.id} data-side={side(each)} data-internal={each.internal || undefined}>
            <header>
              <b><Private>{each.user_id === me.id ? t('tickets.you') : each.author}</Private>{each.internal ? ` · ${t('tickets.internal')}` : each.staff ? ` · ${t('tickets.house')}` : ''}</b>
              <Ago at={each.created_at} />
            </header>
            <p><Private>{each.message}</Private></p>
          </li>
        ))}
      </ol>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={3} /> : null}
      {!staff && ticket.status === 'closed' ? <Text size="sm" c="dimmed">{t('tickets.closedHint')}</Text> : (
        <Compose key={ticket.id} ticket={ticket} staff={staff} writing={writing} {...(onWriting ? { onWriting } : {})} {...(box ? { box } : {})} />
      )}
    </section>
  )
}

function Compose({ ticket, staff, writing, onWriting, box }: ThreadProps & { writing: Writing }) {
  const { t } = useTranslation('support')
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { release } = useUnsaved(text.trim() !== '')
  const internal = staff && writing === 'note'

  const send = async () => {
    if (text.trim() === '' || busy) return
    setBusy(true)
    setProblem(null)
    try {
      await release(async () => {
        await client.POST('/api/v1/support/{id}/messages', { params: { path: { id: ticket.id } }, body: { message: text.trim(), internal } })
      })
      setText('')
      told(t('tickets.sent'))
      await refetch(queries, ALL)
    } catch (error) {
      const found = asProblem(error)
      setProblem(Object.values(found.fields)[0] ?? found.message)
    } finally {
      setBusy(false)
    }
  }
  const hint = internal ? t('tickets.internalHint')
    : staff && ticket.user_id === null ? (ticket.email ? t('tickets.toStranger', { email: ticket.email }) : t('tickets.noMail'))
      : !staff && ticket.status === 'resolved' ? t('tickets.reopens') : ''
  return (
    <form className="compose no-print" onSubmit={(event) => { event.preventDefault(); void send() }}>
      {staff && (
        <SegmentedControl
          size="xs" mb="xs" aria-label={t('tickets.saying')} value={writing} onChange={(next) => onWriting?.(next === 'note' ? 'note' : 'answer')}
          data={[{ value: 'answer', label: t('tickets.answer') }, { value: 'note', label: t('tickets.note') }]}
        />
      )}
      <Textarea
        {...(box ? { ref: box } : {})} label={internal ? t('tickets.note') : staff ? t('tickets.answer') : t('tickets.reply')} description={hint || undefined}
        rows={4} maxLength={10_000} value={text} error={problem} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void send()
          }
        }}
      />
      <Group justify="space-between" mt="sm">
        <Text size="xs" c="dimmed">{t('tickets.keysHint')}</Text>
        <Button type="submit" loading={busy} disabled={text.trim() === ''}>{internal ? t('tickets.sendNote') : t('tickets.sendReply')}</Button>
      </Group>
    </form>
  )
}
