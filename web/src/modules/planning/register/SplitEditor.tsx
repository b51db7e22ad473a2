// One receipt, several categories: the parts have to sum to the amount, and what is left is shown.
import { ActionIcon, Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { IconClose, IconPlus } from '@/kernel/icons'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import type { Transaction } from '../books'
import { Cash } from '../cash'
import { open } from '../rules'
import '../planning.css'
import { CategoryInput } from './CategoryInput'
import { again } from './lines'
import { type useBooking, versionOf } from './useBooking'

interface SplitEditorProps {
  transaction: Transaction
  close: () => void
  replace: ReturnType<typeof useBooking>['replace']
}

interface Row {
  key: number
  category: string
  amount: string
  memo: string
}

export function SplitEditor({ transaction, close, replace }: SplitEditorProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const [version] = useState(() => versionOf(transaction.id))
  const next = useRef(100)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [rows, setRows] = useState<readonly Row[]>(() => {
    const parts = transaction.splits.map((each, key) => ({ key, category: each.category ?? '', amount: formatMoney(money(each.amount), locale), memo: each.memo }))
    return parts.length > 1 ? parts : [...parts, { key: 1, category: '', amount: '', memo: '' }]
  })
  const total = money(transaction.amount)
  const amounts = rows.map((row) => (row.amount.trim() === '' ? 0n : parseMoney(row.amount, locale)))
  const readable = amounts.every((each) => each !== null)
  const left = open(total, amounts.map((each) => each ?? 0n))
  const set = (key: number, part: Partial<Row>) => setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const take = (row: Row) => {
    // The rest goes where it is asked for, on top of what is there.
    const own = parseMoney(row.amount, locale) ?? 0n
    set(row.key, { amount: formatMoney(own + left, locale) })
  }
  const save = async () => {
    setBusy(true)
    setProblem(null)
    const parts = rows.flatMap((row, at) => (amounts[at] ? [{ category: row.category.trim() || null, amount: wire(amounts[at]), memo: row.memo.trim() }] : []))
    const before = again(transaction)
    const [only] = parts
    try {
      await replace(
        transaction,
        parts.length === 1 ? { category: only?.category ?? null } : { splits: parts },
        transaction.splits.length > 1 ? { splits: before.splits ?? null } : { category: transaction.category }, version,
      )
      close()
    } catch (error) {
      setProblem(asProblem(error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); if (left === 0n && readable) void save() }}>
      <Stack gap="sm">
        <Text size="sm">{transaction.payee} · <Cash of={total} currency={transaction.currency} /></Text>
        {problem && <Alert color="danger" variant="outline" role="alert">{problem}</Alert>}
        {rows.map((row, at) => (
          <div className="split-row" key={row.key} role="group" aria-label={t('split.part', { number: at + 1 })}>
            <CategoryInput label={t('field.category')} autoFocus={at === 0} value={row.category} onChange={(category) => set(row.key, { category })} />
            <TextInput
              label={t('books.amount')} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} value={row.amount}
              error={amounts[at] === null && kernel('form.notMoney')} onChange={(event) => set(row.key, { amount: event.currentTarget.value })}
              onKeyDown={(event) => { if (event.key === '=' && left !== 0n) { event.preventDefault(); take(row) } }}
            />
            <TextInput label={t('books.memo')} maxLength={500} value={row.memo} onChange={(event) => set(row.key, { memo: event.currentTarget.value })} />
            <ActionIcon variant="subtle" color="gray" aria-label={t('split.remove', { number: at + 1 })} disabled={rows.length < 2} onClick={() => setRows(rows.filter((each) => each !== row))}><IconClose /></ActionIcon>
          </div>
        ))}
        <Group justify="space-between">
          <Button
            variant="subtle" leftSection={<IconPlus />}
            onClick={() => setRows([...rows, { key: next.current++, category: '', memo: '', amount: left === 0n ? '' : formatMoney(left, locale) }])}
          >
            {t('split.add')}
          </Button>
          <Text size="sm" aria-live="polite" c={left === 0n ? 'dimmed' : 'var(--bad)'} fw={left === 0n ? 400 : 600}>
            {left === 0n ? t('split.sums') : <>{t('split.left')} <Cash of={left} currency={transaction.currency} /></>}
          </Text>
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{kernel('cancel')}</Button>
          <Button type="submit" disabled={left !== 0n || !readable} loading={busy}>{kernel('save')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
