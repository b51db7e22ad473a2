// What the server reckons of a goal, how it would go on, and the money put aside for it.
import { Alert, Button, Group, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import type { Answer } from '@/kernel/api/types'
import { useCan } from '@/kernel/auth/session'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { addMonths, formatDay, formatMonth, monthOf } from '@/kernel/dates'
import { money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Day } from '@/kernel/Time'
import { undoable } from '@/kernel/toast'
import { useBooksChanged } from '../books'
import { Cash, formatCash, shortCash } from '../cash'
import '../planning.css'
import { course } from '../rules'

const ONE = '/api/v1/financial/goals/{id}'
type Goal = Answer<typeof ONE>

export function GoalFacts({ goal }: { goal: Goal }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const mayWrite = useCan()('planning:write')
  if (goal.status !== 'active') return null
  const gain = goal.with_return
  const cash = (amount: number | null) => (amount === null ? '—' : <Cash of={money(amount)} currency={goal.currency} />)
  const reached = (date: string | null) => (date ? <Day on={date} /> : t('goals.never'))
  return (
    <>
      <dl className="facts">
        <dt>{t('goals.left')}</dt><dd>{cash(goal.remaining)} <span className="hint">{t('goals.monthsLeft', { count: goal.months_left })}</span></dd>
        <dt>{t('goals.required')}</dt><dd>{cash(goal.required_monthly)}</dd>
        <dt>{t('goals.pace')}</dt><dd>{cash(goal.pace)} <span className="hint">{t('goals.aMonth')}</span></dd>
        <dt>{t('goals.projected')}</dt><dd>{reached(goal.projected_date)}</dd>
        {gain && <><dt>{t('goals.withReturn', { percent: new Intl.NumberFormat(locale).format(gain.annual_return) })}</dt><dd>{cash(gain.required_monthly)} {t('goals.aMonth')} · {reached(gain.projected_date)}</dd></>}
      </dl>
      {mayWrite && <Contribution goal={goal} />}
      <Projection goal={goal} />
    </>
  )
}

function Contribution({ goal }: { goal: Goal }) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const locale = useLocale()
  const navigate = useNavigate()
  const changed = useBooksChanged()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const amount = parseMoney(typed, locale)
    if (amount === null || amount <= 0n) return setWrong(amount === null ? kernel('form.notMoney') : t('transfer.amount'))
    setBusy(true)
    const path = { params: { path: { id: goal.id } } }
    try {
      await client.POST('/api/v1/financial/goals/{id}/contributions', { ...path, body: { amount: wire(amount) } })
      undoable(t('goals.contributed', { amount: formatCash(amount, goal.currency, locale), name: goal.goal_name }), async () => {
        await client.PATCH(ONE, { ...path, body: { current_amount: wire(money(goal.current_amount)) } })
        await changed()
      })
      await changed()
      await navigate({ to: '/goals', search: true as never })
    } catch (error) {
      setWrong(asProblem(error).message)
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void save(event)}>
      {wrong && <Alert color="danger" variant="outline" role="alert" mb="xs">{wrong}</Alert>}
      <Group gap="xs" align="flex-end" mb="lg" wrap="nowrap">
        <TextInput style={{ flex: 1 }} label={t('goals.contribute')} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} placeholder={goal.monthly_contribution ? formatCash(money(goal.monthly_contribution), goal.currency, locale) : undefined} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" variant="default" loading={busy} disabled={typed.trim() === ''}>{t('books.book')}</Button>
      </Group>
    </form>
  )
}

/** By what one means to add, or by the pace so far. */
function Projection({ goal }: { goal: Goal }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  const { currency } = goal
  const monthly = money(goal.monthly_contribution ?? goal.pace)
  const target = money(goal.target_amount)
  const steps = useMemo(
    () => course(money(goal.current_amount), monthly, goal.annual_return, target, Math.max(goal.months_left, monthly > 0n ? 120 : 12)),
    [goal.current_amount, monthly, goal.annual_return, target, goal.months_left],
  )
  const start = monthOf(new Date())
  const points = useMemo(() => steps.map((each) => ({
    label: formatMonth(addMonths(start, each.month), locale), short: addMonths(start, each.month), value: Number(wire(each.amount)), beside: Number(wire(target)),
  })), [steps, start, locale, target])
  const format = useCallback((value: number) => shortCash(value, currency, locale), [currency, locale])
  const series = useMemo(() => [t('goals.chartSaved'), t('goals.chartTarget')] as const, [t])
  const last = steps.at(-1)
  if (money(goal.remaining) === 0n || !last) return null
  const words = { name: goal.goal_name, amount: formatCash(monthly, currency, locale), month: formatMonth(addMonths(start, last.month), locale), date: formatDay(goal.deadline, locale) }
  const title = monthly <= 0n && !goal.annual_return ? t('goals.chartNone', words) : last.amount >= target ? t('goals.chart', words) : t('goals.chartNever', words)
  return (
    <div className="money-chart" style={{ marginBottom: 20 }}>
      <ChartCard
        title={title} unit={t('goals.chartUnit', { currency })} name={`goal-${goal.id}`} kind="line" points={points} series={series} format={format}
        labelHeader={t('field.month')} valueHeader={t('goals.chartSaved')} height={170}
      />
    </div>
  )
}
