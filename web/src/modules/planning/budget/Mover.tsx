// From one budget of the month to another: neither more nor less is planned after it.
import { Alert, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { undoable } from '@/kernel/toast'
import { formatCash } from '../cash'
import { CategoryInput } from '../register/CategoryInput'
import type { BudgetMonth } from './month'

export function Mover({ of, close, changed }: { of: BudgetMonth; close: () => void; changed: () => Promise<void> }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  // From where the most is left to where the most is missing: what one usually means.
  const byLeft = [...of.categories].sort((one, other) => (money(one.left) < money(other.left) ? 1 : -1))
  const needy = byLeft.at(-1)
  const [from, setFrom] = useState(byLeft[0]?.category ?? '')
  const [to, setTo] = useState(needy && needy.category !== byLeft[0]?.category ? needy.category : '')
  const [amount, setAmount] = useState(needy && money(needy.left) < 0n ? formatMoney(-money(needy.left), locale) : '')
  const [problem, setProblem] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const size = parseMoney(amount, locale)
  const fine = size !== null && size > 0n && to.trim() !== '' && to.trim() !== from
  const move = (source: string, target: string, some: bigint) => client.POST('/api/v1/financial/budget-months/{month}/move', {
    params: { path: { month: of.month } }, body: { from: source, to: target, amount: wire(some), currency: of.currency },
  })
  const save = async () => {
    setTried(true)
    if (!fine) return
    setBusy(true)
    setProblem(null)
    try {
      await move(from, to.trim(), size)
      undoable(t('month.moved', { amount: formatCash(size, of.currency, locale), from, to: to.trim() }), async () => {
        await move(to.trim(), from, size)
        await changed()
      })
      await changed()
      close()
    } catch (error) {
      setProblem(asProblem(error).message)
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Stack gap="sm">
        {problem && <Alert color="danger" variant="outline" role="alert">{problem}</Alert>}
        <NativeSelect
          label={t('month.moveFrom')} value={from} onChange={(event) => setFrom(event.currentTarget.value)}
          data={byLeft.map((each) => ({ value: each.category, label: t('month.available', { name: each.category, amount: formatCash(money(each.left), of.currency, locale) }) }))}
        />
        <CategoryInput label={t('month.moveTo')} value={to} onChange={setTo} />
        <TextInput
          data-autofocus label={t('books.amount')} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} value={amount} onChange={(event) => setAmount(event.currentTarget.value)}
          error={tried && !(size !== null && size > 0n) && t('transfer.amount')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>{kernel('cancel')}</Button>
          <Button type="submit" loading={busy} disabled={tried && !fine}>{t('month.move')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
