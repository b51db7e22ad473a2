// Looking at one invoice after the other, by keyboard alone: the page on the left, what was read of it on the right.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useCan, useMe } from '@/kernel/auth/session'
import { confirm } from '@/kernel/confirm'
import { Guarded } from '@/kernel/Guarded'
import { useShortcuts } from '@/kernel/keys'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told, undoable } from '@/kernel/toast'
import { DECIDE, type Detail, type Finding, isRead, nameOf, VIEW } from '../invoices'
import { approve, askReason, reject, undo } from '../list/decide'
import { invoiceQuery, matching, numberOf, pagesQuery, type Search, useFresh } from '../queries'
import { isPlace } from './boxes'
import { Checks } from './Checks'
import { Compare } from './Compare'
import { type Editing, Fields } from './Fields'
import { type FieldName, formOf, isField, nextField, shownFields, valueOf } from './fields'
import { History } from './History'
import { lineDeeds } from './lineForm'
import { nextOpen, stepFrom } from './order'
import { type Box, PagePicture } from './PagePicture'
import { type Queue, useQueue } from './queue'
import { type Deeds, ReviewActions, ReviewFacts } from './ReviewHead'
import { LineTable, Taxes } from './Tables'
import '../words'
import '../invoices.css'

export function ReviewPage({ id }: { id: number }) {
  return <Guarded permission={VIEW}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const me = useMe()
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const { data, error, refetch } = useQuery(invoiceQuery(id))
  const queue = useQueue(raw as Search, data?.row.batch_id, me.id)
  useFresh('invoices.', ['/api/invoices', '/api/invoices/{id}', '/api/invoices/{id}/decisions', '/api/invoices/{id}/comments'])
  usePagesOnceRead(id, data?.row)
  if (!data) return <Page title={t('field.invoice')}>{error ? <Failed error={error} retry={() => void refetch()} /> : <Lines count={12} />}</Page>
  return <Review key={id} row={data.row} etag={data.etag} queue={queue} compare={numberOf(raw.compare)} />
}

/** Before it is read there are no pages: they are asked for again when it is. */
function usePagesOnceRead(id: number, row: Detail | undefined): void {
  const queries = useQueryClient()
  const read = row ? isRead(row.status) : null
  useEffect(() => { if (read) void queries.invalidateQueries({ queryKey: pagesQuery(id).queryKey, refetchType: 'active' }) }, [id, read, queries])
}

interface ReviewProps { row: Detail; etag: string | null; queue: Queue; compare: number | undefined }

function Review({ row, etag, queue, compare }: ReviewProps) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const queries = useQueryClient()
  const go = useGo()
  const [page, setPage] = useState(0)
  const [spot, setSpot] = useState<Box | null>(null)
  const edit = useEditing(row, etag, (box) => { setSpot(box); if (box) setPage(box.page) })
  const deeds = useDeeds(row, queue, go)
  const may = can(DECIDE) && !row.exported_at
  // Going on takes the focus with it: to the name of the next one, so that it is read out and Tab begins there.
  useEffect(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [])
  const lines = may ? lineDeeds(row, etag, queries) : undefined
  const flagged = () => {
    const next = nextOpen(queue.order, queue.rows, row.id, true)
    if (next === null) told(t('review.noMoreFlagged'))
    else go(next)
  }
  const group = t('review.title')
  useShortcuts([
    ...(['j', 'n'] as const).map((key) => ({ key, label: t('review.next'), group, run: () => deeds.step(1) })),
    ...(['k', 'p'] as const).map((key) => ({ key, label: t('review.previous'), group, run: () => deeds.step(-1) })),
    { key: 'f', label: t('review.nextFlagged'), group, run: flagged },
    { key: 'm', label: t('review.comment'), group, run: () => document.getElementById('invoice-comment')?.focus() },
    ...(may ? [
      { key: 'a', label: t('decide.approve'), group, run: deeds.approve },
      { key: 'r', label: t('decide.reject'), group, run: deeds.reject },
      { key: 'e', label: t('review.edit'), group, run: edit.begin },
      { key: 'ArrowDown', label: t('review.nextField'), group, run: () => edit.move(1) },
      { key: 'ArrowUp', label: t('review.lastField'), group, run: () => edit.move(-1) },
      { key: 'l', label: t('review.addLine'), group, run: () => lines?.add() },
      { key: 'z', label: t('review.takeBack'), group, run: deeds.undo },
    ] : []),
  ])
  const boxes = useBoxes(row, spot)
  const open = (finding: Finding) => {
    if (isField(finding.field)) edit.select(finding.field)
    if (isPlace(finding.area) && finding.page !== null && finding.page !== undefined) {
      setPage(finding.page)
      setSpot({ key: finding.field ?? finding.rule, page: finding.page, area: finding.area, tone: 'focus', label: finding.title })
    }
  }
  const showSpot = (key: string, at: { page?: number | null; area?: readonly number[] | null }) => {
    if (!isPlace(at.area)) return setSpot(null)
    setPage(at.page ?? 0)
    setSpot({ key, page: at.page ?? 0, area: at.area, tone: 'focus' })
  }
  const at = queue.order.indexOf(row.id)
  return (
    <Page title={nameOf(row)} actions={<ReviewActions of={row} deeds={deeds} place={{ at: Math.max(0, at), count: Math.max(1, queue.order.length) }} />}>
      <ReviewFacts of={row} />
      {compare && compare !== row.id ? <Compare one={row} otherId={compare} close={() => go(row.id)} /> : (
        <div className="review">
          <PagePicture
            id={row.id} page={page} onPage={setPage} boxes={boxes} picking={edit.editing !== null} onPick={edit.pick} keys text={row.ocr_text ?? null}
            onBox={(key) => { if (isField(key)) edit.select(key) }}
          />
          <div className="review-side">
            <Checks of={row} onOpen={open} />
            <Fields
              read={row.extracted_data} findings={row.findings} selected={edit.selected} editing={edit.editing} may={may} all={edit.all} onAll={edit.setAll}
              onSelect={edit.select} onEdit={edit.start} onDraft={edit.draft} onSave={(step) => void edit.save(step)} onCancel={edit.cancel}
            />
            <Taxes read={row.extracted_data} currency={row.currency} onSpot={showSpot} />
            <LineTable read={row.extracted_data} currency={row.currency} onSpot={showSpot} deeds={lines} />
            <History of={row} />
          </div>
        </div>
      )}
    </Page>
  )
}

/** Goes to another one of the same list. */
function useGo(): (id: number) => void {
  const navigate = useNavigate()
  return (id) => void navigate({ to: `/invoices/${id}`, search: ((before: object) => ({ ...before, compare: undefined })) as never })
}

function useBoxes(row: Detail, spot: Box | null): Box[] {
  const { t } = useTranslation('invoices')
  return useMemo(() => {
    const fields = Object.entries(row.extracted_data?.fields ?? {}).flatMap(([name, field]): Box[] =>
      (isPlace(field.area) && isField(name) && name !== spot?.key ? [{ key: name, page: field.page ?? 0, area: field.area, tone: 'read', label: t(`fields.${name}`) }] : []))
    const doubts = row.findings.flatMap((each): Box[] =>
      (isPlace(each.area) && each.severity !== 'info' && each.field !== spot?.key ? [{ key: each.field ?? each.rule, page: each.page ?? 0, area: each.area, tone: 'warn', label: each.title }] : []))
    return [...fields.filter((box) => !doubts.some((doubt) => doubt.key === box.key)), ...doubts, ...(spot ? [spot] : [])]
  }, [row, spot, t])
}

function useDeeds(row: Detail, queue: Queue, go: (id: number) => void): Deeds {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const onward = () => {
    const next = nextOpen(queue.order, queue.rows, row.id, false)
    if (next !== null) go(next)
    else told(t('review.allDecided'))
  }
  const attempt = (run: () => Promise<void>) => void run().catch(failed)
  return {
    approve: () => attempt(async () => { await approve(row); onward() }),
    reject: () => void askReason(t('decide.rejectOne', { name: nameOf(row) }), async (reason) => { await reject(row, reason); onward() }),
    undo: () => attempt(async () => { await undo(row.id); told(plain('undone')) }),
    retry: () => attempt(async () => { await client.POST('/api/invoices/{id}/retry', { params: { path: { id: row.id } } }); told(t('review.readingAgain')) }),
    step: (by) => {
      const next = stepFrom(queue.order, row.id, by)
      if (next !== null && next !== row.id) go(next)
    },
    remove: () => confirm({
      title: t('review.deleteTitle', { name: nameOf(row) }), text: t('review.deleteHint'), confirm: plain('remove'),
      run: async () => {
        try {
          await client.DELETE('/api/invoices/{id}', { params: { path: { id: row.id } } })
          told(plain('form.deleted'))
          const next = stepFrom(queue.order, row.id, 1) ?? stepFrom(queue.order, row.id, -1)
          if (next !== null && next !== row.id) go(next)
          else await navigate({ to: `/invoices/batches/${row.batch_id}` })
        } catch (error) {
          failed(error)
        }
      },
    }),
  }
}

function useEditing(row: Detail, etag: string | null, show: (box: Box | null) => void) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const [selected, setSelected] = useState<FieldName | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const [all, setAll] = useState(false)
  const names = shownFields(row.extracted_data, all)
  const fieldOf = (name: FieldName) => row.extracted_data?.fields?.[name]
  const select = (name: FieldName) => {
    const field = fieldOf(name)
    setSelected(name)
    show(field && isPlace(field.area) ? { key: name, page: field.page ?? 0, area: field.area, tone: 'focus', label: t(`fields.${name}`) } : null)
  }
  // What the vendor's other invoices say is offered, and kept only when it is saved.
  const start = (name: FieldName) => { select(name); setEditing({ name, draft: fieldOf(name)?.value ?? row.extracted_data?.suggestions?.[name]?.value ?? '' }) }
  const put = (name: FieldName, value: string | null, tag: string | null) =>
    client.PUT('/api/invoices/{id}', { params: { path: { id: row.id }, header: matching(tag) }, body: { fields: { [name]: value } } })
  const fresh = () => queries.invalidateQueries({ queryKey: invoiceQuery(row.id).queryKey })
  const save = async (step: 0 | 1 | -1) => {
    if (!editing || editing.saving) return
    const { name } = editing
    const before = fieldOf(name)?.value ?? ''
    const value = valueOf(formOf(name), editing.draft, locale)
    if (value === null) return setEditing({ ...editing, error: t(`review.unreadable.${formOf(name)}`) })
    if (value !== before) {
      setEditing({ ...editing, saving: true, error: undefined })
      try {
        await put(name, value === '' ? null : value, etag)
        await fresh()
        undoable(t('review.corrected', { field: t(`fields.${name}`) }), async () => { await put(name, before === '' ? null : before, null); await fresh() })
      } catch (error) {
        const problem = asProblem(error)
        if (problem.stale) void fresh()
        return setEditing({ ...editing, saving: false, error: problem.stale ? plain('form.stale') : Object.values(problem.fields)[0] ?? problem.message })
      }
    }
    setEditing(null)
    const next = step === 0 ? name : nextField(names, name, step)
    if (next) {
      select(next)
      focusRow(next)
    }
  }
  return {
    selected, editing, all, setAll, select, start, save,
    begin: () => start(selected ?? doubted(row, names) ?? names[0] ?? 'invoice_number'),
    move: (by: 1 | -1) => { const next = nextField(names, selected, by); if (next) { select(next); focusRow(next) } },
    draft: (draft: string) => setEditing((now) => now && { ...now, draft, error: undefined }),
    pick: (text: string, more: boolean) => setEditing((now) => now && { ...now, draft: more && now.draft ? `${now.draft} ${text}` : text, error: undefined }),
    cancel: () => { const name = editing?.name; setEditing(null); if (name) focusRow(name) },
  }
}

/** The first field that a rule doubts: that is where an eye is wanted. */
function doubted(row: Detail, names: readonly FieldName[]): FieldName | undefined {
  return names.find((name) => row.findings.some((each) => each.field === name && each.severity !== 'info'))
}

function focusRow(name: FieldName): void {
  // After the row is painted in place of its input.
  window.setTimeout(() => document.querySelector<HTMLElement>(`.field-row[data-field="${name}"]`)?.focus())
}
