// Money from one own account to another: neither income nor spending.
import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { parseDate } from '@/kernel/dates'
import { DateField } from '@/kernel/form/DateField'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Lines } from '@/kernel/states/States'
import { type Account, accountsQuery, today, type Transaction } from '../books'
import { again, type Patch } from './lines'
import { type useBooking, versionOf } from './useBooking'

interface TransferEditorProps {
  /** The transfer to change; without one, a new one is booked. */
  of?: Transaction
  from?: number
  close: () => void
  booking: ReturnType<typeof useBooking>
}

export function TransferEditor(props: TransferEditorProps) {
  const { data } = useQuery(accountsQuery)
  const { t } = useTranslation('planning')
  if (!data) return <Lines count={4} />
  const open = data.filter((each) => each.closed_on === null || each.id === props.of?.account_id || each.id === props.of?.to_account_id)
  return open.length < 2 ? <Text size="sm">{t('transfer.needsTwo')}</Text> : <Editor {...props} accounts={open} />
}

function Editor({ of, from, close, booking, accounts }: TransferEditorProps & { accounts: readonly Account[] }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const [version] = useState(() => (of ? versionOf(of.id) : null))
  const start = of?.account_id ?? from ?? accounts[0]?.id ?? 0
  const [source, setSource] = useState(String(start))
  const [target, setTarget] = useState(String(of?.to_account_id ?? accounts.find((each) => each.id !== start)?.id ?? ''))
  const amountOf = (value: number | null | undefined) => (value === null || value === undefined ? '' : formatMoney(size(money(value)), locale))
  const [amount, setAmount] = useState(amountOf(of?.amount))
  const [arrives, setArrives] = useState(amountOf(of?.to_amount))
  const [date, setDate] = useState(of?.date ?? today())
  const [memo, setMemo] = useState(of?.memo ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)

  const leaving = accounts.find((each) => String(each.id) === source)
  const arriving = accounts.find((each) => String(each.id) === target)
  const differ = leaving !== undefined && arriving !== undefined && leaving.currency !== arriving.currency
  const out = parseMoney(amount, locale)
  const into = differ ? parseMoney(arrives, locale) : out
  const day = parseDate(date, locale)
  const fine = out !== null && out > 0n && into !== null && into > 0n && day !== null && source !== target
  const choices = accounts.map((each) => ({ value: String(each.id), label: `${each.name} (${each.currency})` }))

  const save = async () => {
    setTried(true)
    if (!fine || !day) return
    setBusy(true)
    setProblem(null)
    const body = { account_id: Number(source), to_account_id: Number(target), amount: wire(-size(out)), to_amount: wire(size(into)), date: day, memo: memo.trim() }
    try {
      if (of && version) {
        const { payee: _, status: __, ...before } = again(of)
        await booking.replace(of, body, before as Patch, version)
        close()
      } else if (await booking.add(body)) close()
    } catch (error) {
      setProblem(asProblem(error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Stack gap="sm">
        {problem && <Alert color="danger" variant="outline" role="alert">{problem}</Alert>}
        <NativeSelect label={t('transfer.from')} value={source} onChange={(event) => setSource(event.currentTarget.value)} data={choices} />
        <NativeSelect
          label={t('transfer.to')} value={target} onChange={(event) => setTarget(event.currentTarget.value)} data={choices}
          error={source === target && t('transfer.same')}
        />
        <TextInput
          data-autofocus label={differ ? t('transfer.leaves', { currency: leaving.currency }) : t('books.amount')} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)} error={tried && !(out !== null && out > 0n) && t('transfer.amount')}
        />
        {differ && (
          <TextInput
            label={t('transfer.arrives', { currency: arriving.currency })} description={t('transfer.arrivesHint')} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} value={arrives}
            onChange={(event) => setArrives(event.currentTarget.value)} error={tried && !(into !== null && into > 0n) && t('transfer.amount')}
          />
        )}
        <DateField label={t('books.date')} value={date} onChange={setDate} error={tried && !day && kernel('form.notDate', { example: '2026-03-31' })} />
        <TextInput label={t('books.memo')} maxLength={1000} value={memo} onChange={(event) => setMemo(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{kernel('cancel')}</Button>
          <Button type="submit" loading={busy}>{of ? kernel('save') : t('transfer.book')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
