// A limit that is changed where it stands: enter keeps it, escape leaves it.
import { TextInput, UnstyledButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { Answer } from '@/kernel/api/types'
import { Amount } from '@/kernel/Amount'
import { useCan } from '@/kernel/auth/session'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import type { Listed } from '@/kernel/resource/resource'
import { failed, undoable } from '@/kernel/toast'
import { useBooksChanged } from '../books'
import '../planning.css'

const API = '/api/v1/financial/budgets'
const ONE = '/api/v1/financial/budgets/{id}'
type Budget = Answer<typeof API>[number]

export function Limit({ budget }: { budget: Budget }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const queries = useQueryClient()
  const changed = useBooksChanged()
  const mayWrite = useCan()('planning:write')
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const version = useRef<Promise<{ etag: string | null; limit: bigint }> | null>(null)
  const limit = money(budget.limit)
  const path = { params: { path: { id: budget.id } } }
  if (!mayWrite) return <Amount of={limit} />

  const begin = () => {
    version.current = client.GET(ONE, path).then(({ data, response }) => ({ etag: response.headers.get('etag'), limit: money(data?.limit) }))
    version.current.catch(() => undefined)
    setTyped(formatMoney(limit, locale))
  }
  const show = (amount: bigint) => queries.setQueriesData<Listed<Budget>>({ predicate: ({ queryKey }) => queryKey[1] === API && queryKey[3] === 'whole' }, (list) => list && {
    ...list, rows: list.rows.map((row) => (row.id === budget.id ? { ...row, limit: Number(wire(amount)) } : row)),
  })
  const save = async () => {
    if (typed === null) return
    const amount = parseMoney(typed, locale)
    setWrong(amount === null || amount < 0n)
    if (amount === null || amount < 0n) return
    setTyped(null)
    if (amount === limit) return
    show(amount)
    try {
      const now = await version.current
      if (now && now.limit !== limit) throw new Problem(412, kernel('form.stale'))
      await client.PATCH(ONE, { ...path, body: { limit: wire(amount) }, headers: now?.etag ? { 'If-Match': now.etag } : {} })
      undoable(t('month.limitSaved', { name: budget.category, amount: formatMoney(amount, locale) }), async () => {
        await client.PATCH(ONE, { ...path, body: { limit: wire(limit) } })
        await changed()
      })
    } catch (error) {
      show(limit)
      failed(error)
    }
    await changed()
  }
  if (typed === null) {
    return (
      <UnstyledButton className="cell figure" aria-label={t('month.editLimit', { name: budget.category, amount: formatMoney(limit, locale) })} onClick={begin}>
        <Amount of={limit} />
      </UnstyledButton>
    )
  }
  return (
    <TextInput
      size="xs" className="limit" autoFocus aria-label={t('month.limitOf', { name: budget.category })} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }}
      value={typed} error={wrong && kernel('form.notMoney')} onChange={(event) => setTyped(event.currentTarget.value)} onFocus={(event) => event.currentTarget.select()}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void save()
        else if (event.key === 'Escape') { event.stopPropagation(); setTyped(null) }
      }}
    />
  )
}
