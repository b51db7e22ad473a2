// Deciding, one or many; what can be taken back carries an Undo.
import { Button, Chip, Group, Stack, Text, Textarea } from '@mantine/core'
import '@mantine/core/styles/Chip.css'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { openDialog } from '@/kernel/dialogs'
import { failed, told, undoable } from '@/kernel/toast'
import { type Invoice, isOpen, nameOf } from '../invoices'

const t = i18next.getFixedT(null, 'invoices')
const path = (id: number) => ({ params: { path: { id } } })

export async function approve(invoice: Invoice): Promise<void> {
  const { data } = await client.POST('/api/invoices/{id}/approve', path(invoice.id))
  const half = data?.status !== 'approved'
  undoable(i18next.t(half ? 'invoices:decide.half' : 'invoices:decide.approved', { name: nameOf(invoice) }), () => undo(invoice.id))
}

export async function reject(invoice: Invoice, reason: string): Promise<void> {
  await client.POST('/api/invoices/{id}/reject', { ...path(invoice.id), body: { reason } })
  undoable(i18next.t('invoices:decide.rejected', { name: nameOf(invoice) }), () => undo(invoice.id))
}

export async function undo(id: number): Promise<void> {
  await client.POST('/api/invoices/{id}/undo', path(id))
}

/** Approves those that nothing speaks against; the others are named. */
export async function approveReady(rows: readonly Invoice[]): Promise<void> {
  const ready = rows.filter((row) => isOpen(row) && !row.is_flagged)
  const left = rows.length - ready.length
  if (ready.length === 0) return failed(new Error(i18next.t('invoices:decide.noneReady')))
  await many(ready, 'approve', undefined, left > 0 ? i18next.t('invoices:decide.left', { count: left }) : '')
}

export async function many(rows: readonly Invoice[], decision: 'approve' | 'reject', reason?: string, more = ''): Promise<void> {
  const { data = [] } = await client.POST('/api/invoices/decisions', { body: { invoice_ids: rows.map((row) => row.id), decision, ...(reason ? { reason } : {}) } })
  const done = data.filter((each) => each.ok)
  const no = data.filter((each) => !each.ok)
  // Where two people are needed, the first approval is not the whole.
  const half = decision === 'approve' ? done.filter((each) => each.status !== 'approved').length : 0
  const whole = done.length - half
  const says = [
    whole > 0 && i18next.t(decision === 'approve' ? 'invoices:decide.manyApproved' : 'invoices:decide.manyRejected', { count: whole }), half > 0 && i18next.t('invoices:decide.manyHalf', { count: half }), more,
  ].filter(Boolean).join(' ')
  if (done.length > 0) undoable(says, () => Promise.all(done.map((each) => undo(each.id))))
  for (const each of no.slice(0, 3)) failed(new Error(`${name(rows, each.id)}: ${each.detail ?? ''}`))
}

function name(rows: readonly Invoice[], id: number): string {
  const row = rows.find((each) => each.id === id)
  return row ? nameOf(row) : String(id)
}

/** Asks why, with the usual reasons at hand. */
export function askReason(title: string, run: (reason: string) => Promise<void>): Promise<void> {
  return openDialog({ title, content: (close) => <Reason run={run} close={close} /> })
}

const USUAL = ['duplicate', 'notOurs', 'wrongAmount', 'noOrder'] as const

function Reason({ run, close }: { run: (reason: string) => Promise<void>; close: () => void }) {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (reason.trim() === '') return setProblem(t('decide.needsReason'))
    setBusy(true)
    try {
      await run(reason.trim())
      close()
    } catch (error) {
      setProblem(asProblem(error).message)
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Textarea
          data-autofocus label={t('decide.reason')} required rows={3} maxLength={1000} value={reason} error={problem}
          onChange={(event) => { setReason(event.currentTarget.value); setProblem(null) }}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit() }}
        />
        <Chip.Group value={USUAL.find((each) => t(`decide.usual.${each}`) === reason) ?? ''} onChange={(each) => setReason(t(`decide.usual.${each as (typeof USUAL)[number]}`))}>
          <Group gap={6} role="group" aria-label={t('decide.often')}>{USUAL.map((each) => <Chip key={each} value={each} size="xs">{t(`decide.usual.${each}`)}</Chip>)}</Group>
        </Chip.Group>
        <Text size="xs" c="dimmed">{t('decide.keys')}</Text>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>{i18next.t('cancel')}</Button>
          <Button type="submit" color="danger" loading={busy}>{t('decide.reject')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

export async function handTo(id: number, user_id: number | null, says: string): Promise<void> {
  try {
    await client.PUT('/api/invoices/{id}/assignee', { ...path(id), body: { user_id } })
    told(says)
  } catch (error) {
    failed(error)
  }
}
