// Questions about a batch, beside it: answers stream in, with links to what they speak of.
import { ActionIcon, Anchor, Button, CloseButton, Group, Text, Textarea, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { IconUp } from '@/kernel/icons'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import type { ChatMessage } from '../invoices'
import { blocks, type Piece } from '../parts/chatText'
import { historyQuery } from '../queries'
import { ask, type Told } from './socket'

const FIRST = ['flagged', 'total', 'duplicates', 'failed', 'largest'] as const
const NEXT = ['onlyFlagged', 'why', 'byVendor', 'overdue'] as const

export function ChatPanel({ batchId, close }: { batchId: number; close: () => void }) {
  const { t } = useTranslation('invoices')
  const queries = useQueryClient()
  const history = useQuery(historyQuery(batchId))
  const [question, setQuestion] = useState('')
  const [asked, setAsked] = useState<string | null>(null)
  const [answer, setAnswer] = useState<Told | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  const log = useRef<HTMLDivElement>(null)
  const messages = history.data?.messages ?? []

  useEffect(() => () => stop.current?.abort(), [])
  useEffect(() => { log.current?.scrollTo({ top: log.current.scrollHeight }) }, [messages.length, asked, answer])

  const send = async (text: string) => {
    const wanted = text.trim()
    if (wanted === '' || asked !== null) return
    setQuestion('')
    setAsked(wanted)
    setAnswer(null)
    setProblem(null)
    stop.current = new AbortController()
    try {
      await ask(batchId, wanted, setAnswer, stop.current.signal)
      await queries.invalidateQueries({ queryKey: historyQuery(batchId).queryKey })
    } catch (error) {
      setProblem(asProblem(error).message)
      setQuestion(wanted)
    } finally {
      setAsked(null)
      setAnswer(null)
    }
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send(question)
  }
  const offers = messages.length === 0 ? FIRST.map((each) => t(`chat.first.${each}`)) : NEXT.map((each) => t(`chat.next.${each}`))
  return (
    <aside className="chat no-print" aria-label={t('chat.title')}>
      <Group justify="space-between" className="chat-head"><Title order={2} size="h3">{t('chat.title')}</Title><CloseButton aria-label={t('chat.close')} onClick={close} /></Group>
      <div className="chat-log" ref={log} role="log" aria-label={t('chat.log')} tabIndex={0}>
        {history.error && !history.data ? <Failed error={history.error} retry={() => void history.refetch()} /> : !history.data ? <Lines count={4} /> : (
          <>
            {messages.length === 0 && <Text size="sm" c="dimmed">{t('chat.hint')}</Text>}
            {messages.map((each, at) => <Message key={at} mine={each.role === 'user'} of={each} />)}
            {asked !== null && <Message mine of={{ content: asked, links: [], subtasks: [] }} />}
            {asked !== null && (answer ? <Message of={answer} /> : <p className="chat-wait" role="status">{t('chat.thinking')}</p>)}
          </>
        )}
        {problem && <p role="alert" className="chat-problem">{problem}</p>}
      </div>
      <Group gap={6} className="chat-offers">
        {offers.map((each) => <Button key={each} size="compact-xs" variant="default" disabled={asked !== null} onClick={() => void send(each)}>{each}</Button>)}
      </Group>
      <form className="chat-form" onSubmit={(event) => { event.preventDefault(); void send(question) }}>
        <Textarea aria-label={t('chat.question')} placeholder={t('chat.question')} autosize={false} rows={2} maxLength={4000} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} onKeyDown={keys} />
        <ActionIcon type="submit" size="lg" aria-label={t('chat.send')} disabled={question.trim() === '' || asked !== null}><IconUp /></ActionIcon>
      </form>
    </aside>
  )
}

function Message({ of, mine }: { of: Pick<ChatMessage, 'content' | 'links' | 'subtasks'>; mine?: boolean }) {
  const { t } = useTranslation('invoices')
  if (mine) return <div className="chat-message" data-mine><span className="sr-name">{t('chat.you')}: </span>{of.content}</div>
  const all = blocks(of.content)
  const linked = new Set(all.flatMap((block) => block.pieces).map((piece) => (piece.kind === 'link' ? piece.to : '')))
  const rest = (of.links ?? []).filter((link) => !linked.has(`/invoices/${link.invoice_id}`)).slice(0, 12)
  return (
    <div className="chat-message">
      <Private>
        {all.map((block, at) => (block.kind === 'item'
          ? <div key={at} className="chat-item"><Pieces of={block.pieces} /></div>
          : <p key={at}><Pieces of={block.pieces} /></p>))}
      </Private>
      {rest.length > 0 && <div className="chat-links">{rest.map((link) => <Anchor key={link.invoice_id} component={Link} size="sm" to={`/invoices/${link.invoice_id}`}>{link.label}</Anchor>)}</div>}
      {(of.subtasks ?? []).length > 0 && (
        <details className="chat-steps"><summary>{t('chat.steps')}</summary><ol>{of.subtasks.map((each) => <li key={each.id} data-status={each.status}>{each.name}</li>)}</ol></details>
      )}
    </div>
  )
}

function Pieces({ of }: { of: readonly Piece[] }) {
  return of.map((piece, at) => (
    piece.kind === 'link' ? <Anchor key={at} component={Link} inherit underline="always" to={piece.to}>{piece.text}</Anchor> : piece.kind === 'strong' ? <b key={at}>{piece.text}</b> : <span key={at}>{piece.text}</span>
  ))
}
