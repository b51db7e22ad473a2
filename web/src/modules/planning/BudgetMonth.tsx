// The month above the list: its totals, and its copy into the next one.
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { Amount } from '@/kernel/Amount'
import { addMonths, formatMonth, monthOf } from '@/kernel/dates'
import { refetch } from '@/kernel/live'
import { money, percent, sum, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { failed, told, undoable } from '@/kernel/toast'
import type { Budget } from './budgets'
import { Meter } from './Meter'
import { remaining } from './rules'
import { wholeList } from './wholeList'

const API = '/api/v1/financial/budgets'

export function BudgetMonth({ rows }: { rows: readonly Budget[] }) {
  const { t } = useTranslation('planning')
  if (rows.length === 0) return null
  const limit = sum(rows.map((row) => money(row.limit)))
  const spent = sum(rows.map((row) => money(row.spent)))
  const over = rows.filter((row) => remaining(row) < 0n).length
  const share = percent(spent, limit) ?? 0
  return (
    <div className="tiles">
      <div className="tile card"><span>{t('budgets.totalLimit')}</span><b><Amount of={limit} /></b></div>
      <div className="tile card">
        <span>{t('budgets.totalSpent')}</span><b><Amount of={spent} /></b>
        <Meter label={t('budgets.progress', { name: t('budgets.total'), percent: share })} percent={share} tone={spent > limit ? 'bad' : 'good'} />
      </div>
      <div className="tile card">
        <span>{t('budgets.totalLeft')}</span><b><Amount of={limit - spent} /></b>
        <Status tone={over > 0 ? 'bad' : 'good'}>{over > 0 ? t('budgets.overCount', { count: over }) : t('budgets.allWithin')}</Status>
      </div>
    </div>
  )
}

/** The same limits for the next month; what that month has already stays as it is. */
export function CopyMonth({ rows, month }: { rows: readonly Budget[]; month: string | undefined }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useCan()('planning:write')
  const [busy, setBusy] = useState(false)
  const from = month ?? monthOf(new Date())
  const into = addMonths(from, 1)
  const name = formatMonth(into, locale)
  const source = rows.filter((row) => row.month === from)
  if (!mayWrite || source.length === 0) return null

  const copy = async () => {
    setBusy(true)
    const made: number[] = []
    try {
      const there = await wholeList<Budget>((page) => client.GET(API, { params: { query: { month: into, ...page } } }))
      const taken = new Set(there.rows.map((row) => row.category))
      const wanted = source.filter((row) => !taken.has(row.category))
      for (const { category, limit } of wanted) {
        const { data } = await client.POST(API, { body: { category, month: into, limit: wire(money(limit)) } })
        if (data) made.push(data.id)
      }
      await navigate({ to: '/budgets', search: { month: into } as never })
      if (made.length === 0) told(t('budgets.nothingToCopy', { month: name }))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
    await refetch(queries, API)
    if (made.length > 0) {
      undoable(t('budgets.copied', { count: made.length, month: name }), async () => {
        for (const id of made) await client.DELETE('/api/v1/financial/budgets/{id}', { params: { path: { id } } })
        await refetch(queries, API)
      })
    }
  }
  return <Button variant="default" loading={busy} onClick={() => void copy()}>{t('budgets.copy', { month: name })}</Button>
}
