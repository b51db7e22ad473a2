// What can be done with several loans at once: another status, or away with them.
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { openDialog } from '@/kernel/dialogs'
import { refetch } from '@/kernel/live'
import type { BulkAction } from '@/kernel/table/column'
import { failed, told, undoable } from '@/kernel/toast'
import { isStatus, type Loan, LOAN, type LoanStatus, PORTFOLIOS, STATUSES, statusName } from '../credit'

/** Marks are taken off once it is done, not when it is asked. */
export function useBulk(id: number, clear: () => void): BulkAction<Loan>[] {
  const { t } = useTranslation('credit')
  const queries = useQueryClient()
  return [
    { label: t('bulk.status'), run: (rows) => ask(t('bulk.statusOf', { count: rows.length }), (status) => setStatus(queries, id, rows, status).finally(clear)) },
    { label: t('bulk.delete'), run: (rows) => askRemove(queries, id, rows, clear) },
  ]
}

/** One after the other; what was done is done, what was not is told. */
async function each(rows: readonly Loan[], run: (loan: Loan) => Promise<unknown>): Promise<Loan[]> {
  const done: Loan[] = []
  for (const loan of rows) {
    try {
      await run(loan)
      done.push(loan)
    } catch (error) {
      failed(error)
      break
    }
  }
  return done
}

async function setStatus(queries: QueryClient, id: number, rows: readonly Loan[], status: LoanStatus): Promise<void> {
  const put = (loan: Loan, to: LoanStatus) => client.PATCH(LOAN, { params: { path: { id, loan: loan.id } }, body: { status: to } })
  const done = await each(rows.filter((loan) => loan.status !== status), (loan) => put(loan, status))
  if (done.length > 0) {
    undoable(i18next.t('credit:bulk.set', { count: done.length, status: statusName(status) }), async () => {
      await each(done, (loan) => put(loan, loan.status))
      await refetch(queries, PORTFOLIOS)
    })
  }
  await refetch(queries, PORTFOLIOS)
}

async function askRemove(queries: QueryClient, id: number, rows: readonly Loan[], clear: () => void): Promise<void> {
  confirm({
    title: i18next.t('credit:bulk.deleteQuestion', { count: rows.length }), text: i18next.t('credit:loan.deleteText'), confirm: i18next.t('remove'),
    run: async () => {
      const done = await each(rows, (loan) => client.DELETE(LOAN, { params: { path: { id, loan: loan.id } } }))
      if (done.length > 0) told(i18next.t('credit:bulk.deleted', { count: done.length }))
      clear()
      await refetch(queries, PORTFOLIOS)
    },
  })
}

function ask(title: string, run: (status: LoanStatus) => Promise<void>): Promise<void> {
  return openDialog({ title, content: (close) => <StatusForm run={run} close={close} /> })
}

function StatusForm({ run, close }: { run: (status: LoanStatus) => Promise<void>; close: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const [status, setStatus] = useState<string>(STATUSES[1])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isStatus(status)) return
    close()
    void run(status)
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect data-autofocus label={t('field.status')} value={status} onChange={(event) => setStatus(event.currentTarget.value)} data={STATUSES.map((value) => ({ value, label: statusName(value) }))} />
        <Text size="sm" c="dimmed">{t('bulk.statusHint')}</Text>
        <Group justify="flex-end" gap="sm"><Button variant="default" onClick={close}>{plain('cancel')}</Button><Button type="submit">{t('bulk.setStatus')}</Button></Group>
      </Stack>
    </form>
  )
}
