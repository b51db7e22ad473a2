// A line while it is edited, and the empty one at the top: enter saves, tab moves on, escape leaves.
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDate } from '@/kernel/dates'
import { type Money, parseMoney } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import type { Account } from '../books'
import type { Part } from './Cells'
import { CategoryInput } from './CategoryInput'

export interface Entry {
  date: string
  payee: string
  memo: string
  category: string
  amount: string
  account?: string
}

export interface Checked {
  date: string
  payee: string
  memo: string
  category: string | null
  amount: Money
  account?: number
}

interface EditRowProps {
  initial: Entry
  at: Part
  name: string
  /** What can't be changed here is only shown. */
  fixedCategory?: ReactNode
  fixedAmount?: ReactNode
  /** The choice of account, where the list has several. */
  accounts?: readonly Account[] | undefined
  shownAccount?: ReactNode
  withAccount: boolean
  withBalance: boolean
  submit: string
  busy: boolean
  onSave: (entry: Checked) => void
  onCancel: () => void
  extra?: ReactNode
}

export function EditRow(props: EditRowProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const [entry, setEntry] = useState(props.initial)
  const [wrong, setWrong] = useState<Partial<Record<Part, string>>>({})
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    row.current?.querySelector<HTMLInputElement>(`[data-part="${props.at}"] input`)?.focus()
  }, [props.at])

  const set = (part: Partial<Entry>) => setEntry((before) => ({ ...before, ...part }))
  const save = () => {
    const date = parseDate(entry.date, locale)
    const amount = parseMoney(entry.amount, locale)
    const found: typeof wrong = {}
    if (!date) found.date = kernel('form.notDate', { example: '2026-03-31' })
    if (amount === null && !props.fixedAmount) found.amount = kernel('form.notMoney')
    setWrong(found)
    if (!date || (amount === null && !props.fixedAmount)) return
    props.onSave({
      date, amount: amount ?? 0n, payee: entry.payee.trim(), memo: entry.memo.trim(), category: entry.category.trim() || null,
      ...(entry.account ? { account: Number(entry.account) } : {}),
    })
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      save()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      props.onCancel()
    }
  }
  const field = { size: 'xs' as const, onKeyDown: keys }
  return (
    <tr className="editing" ref={row} aria-label={props.name}>
      <td className="tick no-print" />
      <td data-part="date">
        <TextInput {...field} className="date-input" aria-label={t('books.date')} value={entry.date} error={wrong.date} onChange={(event) => set({ date: event.currentTarget.value })} />
      </td>
      {props.withAccount && (
        <td data-wide={!props.accounts || undefined}>
          {props.accounts
            ? <NativeSelect {...field} aria-label={t('books.account')} value={entry.account ?? ''} onChange={(event) => set({ account: event.currentTarget.value })} data={props.accounts.map((each) => ({ value: String(each.id), label: `${each.name} (${each.currency})` }))} />
            : props.shownAccount}
        </td>
      )}
      <td data-part="payee">
        <TextInput {...field} aria-label={t('books.payee')} placeholder={t('books.payee')} maxLength={200} value={entry.payee} onChange={(event) => set({ payee: event.currentTarget.value })} />
        <TextInput {...field} mt={4} aria-label={t('books.memo')} placeholder={t('books.memo')} maxLength={1000} value={entry.memo} onChange={(event) => set({ memo: event.currentTarget.value })} />
      </td>
      <td data-part="category">
        {props.fixedCategory ?? <CategoryInput size="xs" aria-label={t('field.category')} placeholder={t('field.category')} value={entry.category} onChange={(category) => set({ category })} onKeyDown={keys} />}
      </td>
      <td data-part="amount" data-end="end">
        {props.fixedAmount ?? (
          <TextInput
            {...field} aria-label={t('books.amount')} placeholder="-0.00" inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }}
            value={entry.amount} error={wrong.amount} onChange={(event) => set({ amount: event.currentTarget.value })} onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </td>
      {props.withBalance && <td data-wide />}
      <td className="row-end">
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <Button size="compact-sm" loading={props.busy} onClick={save}>{props.submit}</Button>
          <Button size="compact-sm" variant="subtle" onClick={props.onCancel}>{kernel('cancel')}</Button>
          {props.extra}
        </Group>
      </td>
    </tr>
  )
}
