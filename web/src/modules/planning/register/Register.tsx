// The register: lines that are edited where they stand.
import { ActionIcon, Checkbox, Menu, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/kernel/Amount'
import { useCan } from '@/kernel/auth/session'
import { openDialog } from '@/kernel/dialogs'
import { IconMore } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { formatMoney, money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { BulkBar } from '@/kernel/table/BulkBar'
import { Failed } from '@/kernel/states/States'
import { Pager } from '@/kernel/table/Pager'
import { type Account, accountsQuery, today } from '../books'
import '../planning.css'
import { AmountOf, CategoryOf, DayOf, type Part, Payee } from './Cells'
import { type Checked, EditRow } from './EditRow'
import { type Line, linesQuery, type RegisterSearch, withBalance } from './lines'
import { simple, useBooking, type Version, versionOf } from './useBooking'

const SplitEditor = lazy(() => import('./SplitEditor').then((file) => ({ default: file.SplitEditor })))
const TransferEditor = lazy(() => import('./TransferEditor').then((file) => ({ default: file.TransferEditor })))
const Categoriser = lazy(() => import('./Categoriser').then((file) => ({ default: file.Categoriser })))

interface RegisterProps {
  account?: Account
  search: RegisterSearch
  onSearch: (change: Record<string, unknown>) => void
  adding: boolean
  onAdded: () => void
  label: string
  empty: React.ReactNode
}

interface Editing {
  id: number
  at: Part
  version: Version
}

export function Register({ account, search, onSearch, adding, onAdded, label, empty }: RegisterProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const mayWrite = useCan()('planning:write')
  const lines = useQuery(linesQuery(search, account?.id))
  const accounts = useQuery({ ...accountsQuery, enabled: !account })
  const booking = useBooking()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [busy, setBusy] = useState(false)
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set())
  const [at, setAt] = useState(-1)
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = lines.data?.rows
  const running = withBalance(search, account?.id)

  const listed = JSON.stringify(search)
  useEffect(() => {
    setMarked(new Set())
    setAt(-1)
    setEditing(null)
  }, [listed])

  const begin = (line: Line, part: Part) => {
    const version = versionOf(line.transaction.id)
    version.catch(() => undefined)
    setEditing({ id: line.transaction.id, at: part, version })
  }
  const finish = async (run: () => Promise<boolean>, done: () => void) => {
    setBusy(true)
    const fine = await run()
    setBusy(false)
    if (fine) done()
  }
  const split = (line: Line) => void openDialog({
    title: t('split.title'),
    content: (close) => <Suspense fallback={<Skeleton h={200} />}><SplitEditor transaction={line.transaction} close={close} replace={booking.replace} /></Suspense>,
  })
  const transfer = (line: Line) => void openDialog({
    title: t('transfer.edit'),
    content: (close) => <Suspense fallback={<Skeleton h={200} />}><TransferEditor of={line.transaction} close={close} booking={booking} /></Suspense>,
  })
  const categorise = (some: readonly Line[]) => new Promise<void>((resolve) => {
    void openDialog({
      title: t('categorise.title', { count: some.length }), onClose: resolve,
      content: (close) => <Suspense fallback={<Skeleton h={120} />}><Categoriser run={(name, learn) => booking.categorise(some, name, learn)} close={() => { close(); resolve() }} /></Suspense>,
    })
  })
  const toggle = (id: number) => setMarked((before) => {
    const next = new Set(before)
    if (!next.delete(id)) next.add(id)
    return next
  })
  const step = (by: number) => {
    const next = Math.max(0, Math.min((rows?.length ?? 0) - 1, at + by))
    setAt(next)
    body.current?.querySelectorAll('tr[data-line]')[next]?.scrollIntoView({ block: 'nearest' })
  }
  const group = kernel('keys.table')
  const here = rows?.[at]
  useShortcuts([
    { key: 'j', label: kernel('keys.down'), group, run: () => step(1) },
    { key: 'k', label: kernel('keys.up'), group, run: () => step(-1) },
    ...(mayWrite ? [
      { key: 'Enter', label: t('keys.edit'), group, run: () => { if (here) begin(here, 'payee') } },
      { key: 'c', label: t('keys.category'), group, run: () => { if (here) { if (simple(here.transaction)) begin(here, 'category') } } },
      { key: 'x', label: kernel('keys.select'), group, run: () => { if (here) toggle(here.transaction.id) } },
    ] : []),
  ])

  if (lines.error && !rows) return <Failed error={lines.error} retry={() => void lines.refetch()} />
  if (rows?.length === 0 && !adding) return <>{empty}</>
  const chosen = (rows ?? []).filter((line) => marked.has(line.transaction.id))
  const columns = 6 + (account ? 0 : 1) + (running ? 1 : 0)
  return (
    <div className="table-block register">
      {chosen.length > 0 && (
        <BulkBar
          rows={chosen} clear={() => setMarked(new Set())}
          actions={[
            { label: t('categorise.action'), run: (some) => categorise(some) },
            { label: kernel('remove'), run: (some) => booking.remove(some) },
          ]}
        />
      )}
      <div className="table-scroll" role="region" aria-label={kernel('table.rows', { name: label })} tabIndex={0}>
        <table className="data-table" aria-busy={!rows || lines.isPlaceholderData}>
          <thead>
            <tr>
              <th scope="col" className="tick no-print">
                {mayWrite && (
                  <Checkbox
                    size="xs" aria-label={kernel('table.selectAll')} checked={chosen.length > 0 && chosen.length === rows?.length}
                    indeterminate={chosen.length > 0 && chosen.length !== rows?.length}
                    onChange={(event) => setMarked(new Set(event.currentTarget.checked ? rows?.map((line) => line.transaction.id) : []))}
                  />
                )}
              </th>
              <th scope="col">{t('books.date')}</th>
              {!account && <th scope="col" data-wide>{t('books.account')}</th>}
              <th scope="col">{t('books.payee')}</th>
              <th scope="col">{t('field.category')}</th>
              <th scope="col" data-end="end">{t('books.amount')}</th>
              {running && <th scope="col" data-end="end" data-wide>{t('books.balance')}</th>}
              <th scope="col"><span className="visually-hidden">{kernel('more')}</span></th>
            </tr>
          </thead>
          <tbody ref={body}>
            {adding && <NewRow account={account} accounts={accounts.data} withBalance={running} booking={booking} onDone={onAdded} />}
            {!rows && Array.from({ length: 8 }, (_, row) => <tr key={row}><td colSpan={columns}><Skeleton h={12} my={5} /></td></tr>)}
            {rows?.map((line, index) => {
              const { transaction } = line
              if (editing?.id === transaction.id) {
                return (
                  <LineEditor
                    key={transaction.id} line={line} account={account} at={editing.at} busy={busy} withBalance={running}
                    onSplit={() => { setEditing(null); split(line) }}
                    onSave={(entry) => void finish(() => booking.change(line, entry, editing.version), () => setEditing(null))}
                    onCancel={() => { setEditing(null); setAt(index) }}
                  />
                )
              }
              const edit = mayWrite ? (part: Part) => { setAt(index); begin(line, part) } : undefined
              const own = simple(transaction) ? edit : undefined
              return (
                <tr key={transaction.id} data-line data-at={index === at || undefined} data-selected={marked.has(transaction.id) || undefined} onClick={() => setAt(index)}>
                  <td className="tick no-print">
                    {mayWrite && <Checkbox size="xs" aria-label={kernel('table.selectRow', { name: `${transaction.payee} ${transaction.date}` })} checked={marked.has(transaction.id)} onChange={() => toggle(transaction.id)} />}
                  </td>
                  <td className="day"><DayOf on={transaction.date} /></td>
                  {!account && <td data-wide><Private>{transaction.account}</Private></td>}
                  <td className="payee"><Payee line={line} edit={edit} /></td>
                  <td className="category"><CategoryOf line={line} edit={own} accountId={account?.id} onSplit={() => split(line)} /></td>
                  <td className="amount" data-end="end"><AmountOf line={line} edit={own} accountId={account?.id} /></td>
                  {running && <td data-end="end" data-wide className="running">{line.balance !== null && <Amount of={line.balance} />}</td>}
                  <td className="row-end no-print">
                    {mayWrite && (
                      <Menu position="bottom-end">
                        <Menu.Target><ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('books.actions', { name: transaction.payee || transaction.date })}><IconMore /></ActionIcon></Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => begin(line, 'payee')}>{kernel('edit')}</Menu.Item>
                          {transaction.type === 'transfer' ? <Menu.Item onClick={() => transfer(line)}>{t('transfer.edit')}</Menu.Item>
                            : transaction.type !== 'opening' && <Menu.Item onClick={() => split(line)}>{t('split.action')}</Menu.Item>}
                          <Menu.Item onClick={() => void booking.remove([line])}>{kernel('remove')}</Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {(rows?.length ?? 0) > 0 && <Pager total={lines.data?.total ?? 0} search={search} onSearch={onSearch} />}
    </div>
  )
}

interface LineEditorProps {
  line: Line
  account: Account | undefined
  at: Part
  busy: boolean
  withBalance: boolean
  onSplit: () => void
  onSave: (entry: Checked) => void
  onCancel: () => void
}

function LineEditor({ line, account, at, busy, withBalance: running, onSplit, onSave, onCancel }: LineEditorProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const { transaction } = line
  const whole = simple(transaction)
  return (
    <EditRow
      name={t('books.editing', { name: transaction.payee || transaction.date })} at={at} busy={busy} withAccount={!account} withBalance={running} submit={kernel('save')}
      initial={{ date: transaction.date, payee: transaction.payee, memo: transaction.memo, category: transaction.category ?? '', amount: formatMoney(money(transaction.amount), locale) }}
      shownAccount={transaction.account}
      {...(!whole || transaction.type === 'opening' ? { fixedCategory: <CategoryOf line={line} edit={undefined} accountId={account?.id} onSplit={onSplit} /> } : {})}
      {...(whole ? {} : { fixedAmount: <AmountOf line={line} edit={undefined} accountId={account?.id} /> })}
      onSave={onSave} onCancel={onCancel}
    />
  )
}

interface NewRowProps {
  account: Account | undefined
  accounts: readonly Account[] | undefined
  withBalance: boolean
  booking: ReturnType<typeof useBooking>
  onDone: () => void
}

/** The empty line: it stays after each booking, for the next receipt of the pile. */
function NewRow({ account, accounts, withBalance: running, booking, onDone }: NewRowProps) {
  const { t } = useTranslation('planning')
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState({ count: 0, date: today(), account: '' })
  const open = accounts?.filter((each) => each.closed_on === null)
  const first = String(account?.id ?? (round.account || open?.[0]?.id || ''))
  if (!account && !open) return null
  const save = async ({ amount, account: chosen, ...entry }: Checked) => {
    setBusy(true)
    const into = account?.id ?? chosen
    const fine = into !== undefined && await booking.add({ ...entry, account_id: into, amount: wire(amount) })
    setBusy(false)
    if (fine) setRound({ count: round.count + 1, date: entry.date, account: String(into) })
  }
  return (
    <EditRow
      key={round.count} name={t('books.add')} at="payee" busy={busy} withAccount={!account} withBalance={running} submit={t('books.book')}
      accounts={account ? undefined : open} initial={{ date: round.date, payee: '', memo: '', category: '', amount: '', account: first }}
      onSave={(entry) => void save(entry)} onCancel={onDone}
    />
  )
}
