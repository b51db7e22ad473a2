// One loan beside the grid: what it is, how its rating went, who changed what.
import { Button, Group, Kbd } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { useCan } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { RecordForm } from '@/kernel/form/RecordForm'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { useClose } from '@/kernel/resource/RecordPanel'
import type { Tagged } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told, undoable } from '@/kernel/toast'
import { type Loan, LOAN, LOANS, matching, PORTFOLIOS, WRITE } from '../credit'
import { usePortfolio } from '../frame/portfolio'
import { RatingBadge, StatusBadge } from '../parts/badges'
import { bodyOf, loanFields, loanValues, newBody, patchOf } from './fields'
import { listOf, loanQuery, neighbour } from './list'
import { LoanFacts } from './LoanFacts'
import { LoanTrail } from './LoanTrail'
import { RatingHistory } from './RatingHistory'
import { useKnownWords } from './known'

export function LoanPanel({ loan }: { loan: string }) {
  return loan === 'new' ? <NewLoan /> : <OneLoan loan={Number(loan)} />
}

function useCloseLoan() {
  const { id } = usePortfolio()
  return useClose(`/credit/${id}/loans`)
}

function NewLoan() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { id, portfolio } = usePortfolio()
  const close = useCloseLoan()
  const { sectors, countries } = useKnownWords()
  return (
    <SidePanel title={t('loans.add')} page={portfolio.name} onClose={close}>
      <RecordForm
        fields={loanFields(null, sectors, countries)} initial={loanValues(null)} submitLabel={plain('create')} onCancel={close}
        onSubmit={async (draft) => {
          const { data } = await client.POST(LOANS, { params: { path: { id } }, body: newBody(draft) })
          if (data) {
            undoable(t('loan.created', { name: data.loan_id }), async () => {
              await client.DELETE(LOAN, { params: { path: { id, loan: data.id } } })
              await refetch(queries, PORTFOLIOS)
            })
          }
          await refetch(queries, PORTFOLIOS)
          close()
        }}
      />
    </SidePanel>
  )
}

function OneLoan({ loan }: { loan: number }) {
  const { t } = useTranslation('credit')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { id, portfolio, filter } = usePortfolio()
  const { sort }: { sort?: unknown } = useSearch({ strict: false })
  const close = useCloseLoan()
  const valid = Number.isSafeInteger(loan) && loan > 0
  const { data, error, refetch: again } = useQuery({ ...loanQuery(id, loan), enabled: valid })
  const wrong = valid ? error : new Problem(404, t('loan.absent'))
  const step = (by: -1 | 1) => {
    const next = neighbour(queries, id, listOf(filter, sort), loan, by)
    if (next !== null) void navigate({ to: `/credit/${id}/loans/${next}`, search: true as never })
  }
  return (
    <SidePanel
      title={data?.row.loan_id ?? t('loan.one')} page={portfolio.name} onClose={close} onStep={step}
      subtitle={data && <Group gap="md" fz="sm"><StatusBadge status={data.row.status} /><RatingBadge rating={data.row.credit_rating} /></Group>}
    >
      {wrong && !data ? <Failed error={wrong} {...(valid ? { retry: () => void again() } : {})} /> : null}
      {!data && !wrong ? <Lines count={9} /> : null}
      {data && <Body tagged={data} close={close} />}
    </SidePanel>
  )
}

function Body({ tagged, close }: { tagged: Tagged<Loan>; close: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const mayWrite = useCan()(WRITE)
  const [editing, setEditing] = useState(false)
  const remove = useRemove(tagged, close)
  useShortcuts(mayWrite && !editing ? [{ key: 'e', label: plain('edit'), group: t('loan.one'), run: () => setEditing(true) }] : [])
  if (editing) return <Editor tagged={tagged} done={() => setEditing(false)} />
  return (
    <>
      {mayWrite && (
        <Group gap="xs" mb="lg" className="no-print">
          <Button variant="default" rightSection={<Kbd size="xs">e</Kbd>} onClick={() => setEditing(true)}>{plain('edit')}</Button>
          <Button variant="outline" color="danger" onClick={remove}>{plain('remove')}</Button>
        </Group>
      )}
      <LoanFacts loan={tagged.row} />
      <RatingHistory loan={tagged.row} mayWrite={mayWrite} />
      <LoanTrail loan={tagged.row.id} />
    </>
  )
}

function Editor({ tagged, done }: { tagged: Tagged<Loan>; done: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { id } = usePortfolio()
  const { sectors, countries } = useKnownWords()
  // The version that the form began with: a save is refused until one has seen what came after it.
  const [{ row, etag }, setHeld] = useState(tagged)
  const params = { path: { id, loan: row.id } }
  return (
    <RecordForm
      fields={loanFields(row, sectors, countries)} initial={loanValues(row)} submitLabel={plain('save')} onCancel={done} onReload={() => setHeld(tagged)}
      onSubmit={async (draft, changed) => {
        await client.PATCH(LOAN, { params, body: patchOf(draft, changed), headers: matching(etag) })
        const before = patchOf({ ...bodyOf(row) } as Record<string, string | null>, changed)
        undoable(t('loan.saved', { name: row.loan_id }), async () => {
          await client.PATCH(LOAN, { params, body: before })
          await refetch(queries, PORTFOLIOS)
        })
        await refetch(queries, PORTFOLIOS)
        done()
      }}
    />
  )
}

/** A deleted loan takes its ratings along: that is asked first. */
function useRemove({ row, etag }: Tagged<Loan>, close: () => void) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { id } = usePortfolio()
  return () => confirm({
    title: t('loan.deleteQuestion', { name: row.loan_id }), text: t('loan.deleteText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE(LOAN, { params: { path: { id, loan: row.id } }, headers: matching(etag) })
        told(t('loan.deleted', { name: row.loan_id }))
        close()
      } catch (error) {
        failed(error)
      }
      await refetch(queries, PORTFOLIOS)
    },
  })
}
