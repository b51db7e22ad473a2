// A month of budgets: its figures above the list, what has no budget beneath it, and what is done with a whole month.
import { Anchor, Button, NativeSelect, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { useCan } from '@/kernel/auth/session'
import { addMonths, formatMonth, monthOf } from '@/kernel/dates'
import { openDialog } from '@/kernel/dialogs'
import { useShortcuts } from '@/kernel/keys'
import { money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { failed, told, undoable } from '@/kernel/toast'
import { useBooksChanged } from '../books'
import { Cash } from '../cash'
import '../planning.css'
import { type BudgetMonth, monthQuery } from './month'

const Mover = lazy(() => import('./Mover').then((file) => ({ default: file.Mover })))

interface MonthProps {
  month: string | undefined
  currency: string | undefined
}

export function MonthFigures({ month, currency }: MonthProps) {
  const { t } = useTranslation('planning')
  const [, onSearch] = useListSearch()
  const step = (by: number) => onSearch({ month: addMonths(month ?? monthOf(new Date()), by), page: undefined })
  useShortcuts([
    { key: '[', label: t('keys.previousMonth'), group: t('budgets.title'), run: () => step(-1) },
    { key: ']', label: t('keys.nextMonth'), group: t('budgets.title'), run: () => step(1) },
  ])
  const { data } = useQuery({ ...monthQuery(month ?? '', currency), enabled: month !== undefined })
  if (month === undefined) return null
  return data ? <Figures of={data} onCurrency={(next) => onSearch({ currency: next })} /> : <Lines count={2} />
}

function Figures({ of, onCurrency }: { of: BudgetMonth; onCurrency: (currency: string) => void }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const cash = (amount: number) => <Cash of={money(amount)} currency={of.currency} />
  const bad = (amount: number) => money(amount) < 0n || undefined
  const over = of.categories.filter((each) => money(each.left) < 0n).length
  return (
    <div className="with-choice">
      <dl className="figures" aria-label={t('month.figures', { month: formatMonth(of.month, locale) })}>
        <Figure label={t('month.income')} note={of.previous && money(of.previous.income) > 0n ? <>{formatMonth(of.previous.month, locale)}: {cash(of.previous.income)}</> : null}>{cash(of.income)}</Figure>
        <Figure label={t('month.planned')} note={money(of.carried) !== 0n && <>{t('month.carriedColumn')}: {cash(of.carried)}</>}>{cash(of.limits)}</Figure>
        <Figure label={t('month.spent')} note={of.categories.length > 0 && <Status tone={over > 0 ? 'bad' : 'good'}>{over > 0 ? t('budgets.overCount', { count: over }) : t('budgets.allWithin')}</Status>}>{cash(of.spent)}</Figure>
        <Figure label={t('month.left')} bad={bad(of.left)} note={of.safe_to_spend_per_day !== null && money(of.safe_to_spend_per_day) > 0n && <>{cash(of.safe_to_spend_per_day)} {t('month.perDay', { count: of.days_left })}</>}>{cash(of.left)}</Figure>
        <Figure label={t('month.unassigned')} bad={bad(of.unassigned)} note={bad(of.unassigned) ? t('month.overplanned') : t('month.unassignedHint')}>{cash(of.unassigned)}</Figure>
      </dl>
      {of.currencies.length > 1 && (
        <NativeSelect aria-label={t('accounts.currency')} value={of.currency} data={of.currencies} onChange={(event) => onCurrency(event.currentTarget.value)} />
      )}
    </div>
  )
}

function Figure({ label, note, bad, children }: { label: string; note?: ReactNode; bad?: true | undefined; children: ReactNode }) {
  return <div><dt>{label}</dt><dd data-bad={bad}>{children}{note && <span className="hint">{note}</span>}</dd></div>
}

/** Where money went that no budget holds, with the first step to give it one. */
export function Unbudgeted({ month, currency }: MonthProps) {
  const { t } = useTranslation('planning')
  const mayWrite = useCan()('planning:write')
  const { data } = useQuery({ ...monthQuery(month ?? '', currency), enabled: month !== undefined })
  if (!data || month === undefined || data.unbudgeted.length === 0) return null
  return (
    <section className="unbudgeted" aria-label={t('month.unbudgeted')}>
      <Title order={2} size="h3">{t('month.unbudgeted')}</Title>
      <p className="hint">{t('month.unbudgetedHint')}</p>
      <ul className="rows">
        {data.unbudgeted.map((each) => (
          <li key={each.category ?? ''}>
            <div className="line">
              <span>{each.category ?? <Anchor component={Link} to={`/transactions?category=none&from=${month}-01`} size="sm">{t('books.uncategorised')}</Anchor>}</span>
              <span>
                {each.category !== null && mayWrite && <Anchor component={Link} to="/budgets/new" search={{ month, category: each.category, ...(currency ? { currency } : {}) } as never} size="sm" mr="md">{t('month.make')}</Anchor>}
                <Cash of={money(each.spent)} currency={data.currency} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function MoveMoney({ month, currency }: MonthProps) {
  const { t } = useTranslation('planning')
  const mayWrite = useCan()('planning:write')
  const changed = useBooksChanged()
  const { data } = useQuery({ ...monthQuery(month ?? '', currency), enabled: month !== undefined })
  if (!mayWrite || !data || data.categories.length === 0) return null
  return (
    <Button variant="default" onClick={() => void openDialog({ title: t('month.moveTitle'), content: (close) => <Suspense fallback={<Lines />}><Mover of={data} close={close} changed={changed} /></Suspense> })}>
      {t('month.move')}
    </Button>
  )
}

interface CopyProps extends MonthProps {
  rows: readonly Answer<'/api/v1/financial/budgets'>[number][]
}

/** The same limits as last month; what this one has already stays as it is. */
export function CopyMonth({ rows, month, currency }: CopyProps) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const navigate = useNavigate()
  const mayWrite = useCan()('planning:write')
  const changed = useBooksChanged()
  const [busy, setBusy] = useState(false)
  const into = month ?? monthOf(new Date())
  const from = addMonths(into, -1)
  const name = formatMonth(from, locale)
  if (!mayWrite) return null
  const copy = async () => {
    setBusy(true)
    try {
      const { data } = await client.POST('/api/v1/financial/budget-months/{month}/copy', { params: { path: { month: into } }, body: { from, ...(currency ? { currency } : {}) } })
      if (data && data.created > 0) {
        const before = new Set(rows.map((row) => row.id))
        const made = data.month.categories.flatMap((each) => each.budget_ids).filter((id) => !before.has(id))
        await navigate({ to: '/budgets', search: (now: Record<string, unknown>) => ({ ...now, month: into }) as never })
        undoable(t('month.copied', { count: data.created }), async () => {
          for (const id of made) await client.DELETE('/api/v1/financial/budgets/{id}', { params: { path: { id } } })
          await changed()
        })
      } else told(t('month.nothingToCopy', { month: name }))
    } catch (error) {
      failed(error)
    }
    await changed()
    setBusy(false)
  }
  return <Button variant="default" loading={busy} onClick={() => void copy()}>{t('month.copy', { month: name })}</Button>
}
