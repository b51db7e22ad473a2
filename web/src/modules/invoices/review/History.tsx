// What happened to an invoice: its stages with their times, who decided what, and what people wrote.
import { Button, Group, Textarea, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { failed } from '@/kernel/toast'
import { type Detail, type Stage, stageName, STAGES } from '../invoices'
import { type StageState, Stages } from '../parts/Stages'
import { formatTook } from '../parts/took'
import { commentsQuery, decisionsQuery } from '../queries'

export function History({ of }: { of: Detail }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const decisions = useQuery(decisionsQuery(of.id)).data ?? []
  const comments = useQuery(commentsQuery(of.id)).data ?? []
  const told = [
    ...decisions.map((each) => ({ at: each.created_at, key: `d${each.id}`, node: (
      <>
        <Status tone={each.undone_at ? 'still' : each.action === 'reject' ? 'bad' : 'good'}>
          <span data-gone={each.undone_at ? true : undefined}>{t(`decided.${each.action}`, { name: each.user_name ?? t('review.somebody') })}</span>
        </Status>
        {each.reason && <p className="told"><Private>{each.reason}</Private></p>}
        {each.undone_at && <span className="small-facts">{t('review.undone')} <Ago at={each.undone_at} /></span>}
      </>
    ) })),
    ...comments.map((each) => ({ at: each.created_at, key: `c${each.id}`, node: <><b>{each.user_name ?? t('review.somebody')}</b><p className="told"><Private>{each.text}</Private></p></> })),
  ].sort((one, other) => other.at.localeCompare(one.at))
  const took = Object.fromEntries(of.stages.map((each) => [each.stage, each.milliseconds])) as Partial<Record<Stage, number>>
  return (
    <section aria-label={t('review.history')}>
      <Title order={2} size="h3" mb="xs">{t('review.history')}</Title>
      <NewComment id={of.id} />
      {told.length > 0 && <ol className="timeline">{told.map((each) => <li key={each.key}>{each.node}<div className="small-facts"><Ago at={each.at} /></div></li>)}</ol>}
      <Stages states={statesIn(of)} took={took} />
      <dl className="stage-list">
        {of.stages.map((each) => (
          <div key={each.stage}>
            <dt>{stageName(each.stage)}</dt>
            <dd><span className="figure">{formatTook(each.milliseconds, locale)}</span>{each.detail && <small>{each.detail}</small>}</dd>
          </div>
        ))}
        <div><dt>{t('review.wholeTime')}</dt><dd className="figure">{of.processing_time > 0 ? formatTook(of.processing_time * 1000, locale) : '—'}</dd></div>
        <div><dt>{t('field.came')}</dt><dd><Ago at={of.created_at} /></dd></div>
      </dl>
    </section>
  )
}

function statesIn(of: Detail): Record<Stage, StageState> {
  const ended = new Map(of.stages.map((each) => [each.stage, each.outcome]))
  const next = STAGES.find((stage) => !ended.has(stage) && stage !== 'upload')
  const state = (stage: Stage): StageState => {
    if (ended.get(stage) === 'failed') return 'failed'
    if (stage === 'flagging' && of.is_flagged && ended.has(stage)) return 'flagged'
    if (ended.has(stage) || stage === 'upload') return 'done'
    return of.status === 'processing' && stage === next ? 'active' : 'open'
  }
  return Object.fromEntries(STAGES.map((stage) => [stage, state(stage)])) as Record<Stage, StageState>
}

function NewComment({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() === '' || busy) return
    setBusy(true)
    try {
      await client.POST('/api/invoices/{id}/comments', { params: { path: { id } }, body: { text: text.trim() } })
      setText('')
      await queries.invalidateQueries({ queryKey: commentsQuery(id).queryKey })
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="comment-form no-print" onSubmit={(event) => void submit(event)}>
      <Textarea
        id="invoice-comment" aria-label={t('review.comment')} placeholder={t('review.comment')} rows={2} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(); if (event.key === 'Escape') event.currentTarget.blur() }}
      />
      <Group justify="flex-end" mt={6}><Button size="compact-sm" variant="default" type="submit" loading={busy} disabled={text.trim() === ''}>{t('review.addComment')}</Button></Group>
    </form>
  )
}
