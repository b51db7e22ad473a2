// Goals: what is saved for, how much it takes and until when.
import i18next from 'i18next'
import { lazy, Suspense } from 'react'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { Answer, Body } from '@/kernel/api/types'
import { Amount } from '@/kernel/Amount'
import { formatDay, parseDate } from '@/kernel/dates'
import type { Values } from '@/kernel/form/field'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given, type Resource } from '@/kernel/resource/resource'
import { Lines } from '@/kernel/states/States'
import { Status, type Tone } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { CURRENCIES } from './accounts/currencies'
import { Meter } from '@/kernel/Meter'
import { missing, perMonth, saved } from './rules'
import { wholeList } from './wholeList'

export type Goal = Answer<'/api/v1/financial/goals'>[number]
type GoalStatus = Goal['status']

const API = '/api/v1/financial/goals'
const ONE = '/api/v1/financial/goals/{id}'
// The drawing is for the drawer alone.
const GoalFacts = lazy(() => import('./goal/GoalFacts').then((file) => ({ default: file.GoalFacts })))
const STATUSES = ['active', 'completed', 'abandoned'] as const satisfies readonly GoalStatus[]
const TONES: Record<GoalStatus, Tone> = { active: 'open', completed: 'good', abandoned: 'still' }
const t = i18next.getFixedT(null, 'planning')

export const goals: Resource<Goal> = {
  path: '/goals',
  api: API,
  read: 'planning:read',
  write: 'planning:write',
  words: () => ({
    title: t('goals.title'), one: t('goals.one'), add: t('goals.add'),
    emptyTitle: t('goals.empty'), emptyText: t('goals.emptyHint'), deleted: (name) => t('goals.deleted', { name }),
  }),
  name: (goal) => goal.goal_name,
  filters: () => [{ name: 'status', label: t('goals.status'), kind: 'select', options: statusOptions() }],
  columns: () => [
    { id: 'goal_name', header: t('goals.name'), sort: 'goal_name', value: (row) => row.goal_name, cell: (row) => row.goal_name },
    { id: 'progress', header: t('goals.progress'), sort: 'progress', wide: true, value: saved, cell: (row) => <Meter label={t('goals.progressOf', { name: row.goal_name, percent: saved(row) })} percent={saved(row)} /> },
    { id: 'current_amount', header: t('goals.saved'), sort: 'current_amount', align: 'end', value: (row) => money(row.current_amount), cell: (row) => <Amount of={money(row.current_amount)} /> },
    { id: 'target_amount', header: t('goals.target'), sort: 'target_amount', align: 'end', value: (row) => money(row.target_amount), cell: (row) => <Amount of={money(row.target_amount)} /> },
    { id: 'per_month', header: t('goals.required'), sort: 'per_month', wide: true, align: 'end', value: (row) => money(row.required_monthly), cell: (row) => (row.status !== 'active' || row.required_monthly === null ? '—' : <Amount of={money(row.required_monthly)} />) },
    { id: 'pace', header: t('goals.pace'), sort: 'pace', wide: true, optional: true, align: 'end', value: (row) => money(row.pace), cell: (row) => <Amount of={money(row.pace)} /> },
    { id: 'projected', header: t('goals.projected'), sort: 'projected', wide: true, value: (row) => row.projected_date ?? '9999', cell: (row) => (row.status !== 'active' ? '—' : row.projected_date ? <Day on={row.projected_date} /> : t('goals.never')) },
    { id: 'deadline', header: t('goals.deadline'), sort: 'deadline', wide: true, value: (row) => row.deadline.slice(0, 10), cell: (row) => <Day on={row.deadline} /> },
    { id: 'status', header: t('goals.status'), sort: 'status', wide: true, value: (row) => row.status, cell: (row) => <State goal={row} /> },
  ],
  fields: (row) => [
    { name: 'goal_name', label: t('goals.name'), kind: 'text', required: true },
    { name: 'target_amount', label: t('goals.target'), kind: 'money', required: true },
    { name: 'current_amount', label: t('goals.saved'), kind: 'money' },
    { name: 'deadline', label: t('goals.deadline'), kind: 'date', required: true, description: t('goals.dateHint'), hint: needed },
    { name: 'monthly_contribution', label: t('goals.monthly'), kind: 'money', description: t('goals.monthlyHint') },
    { name: 'annual_return', label: t('goals.annualReturn'), kind: 'text', description: t('goals.annualReturnHint') },
    ...(row ? [] : [{ name: 'currency', label: t('goals.currency'), kind: 'suggest' as const, description: t('budgets.currencyHint'), options: CURRENCIES.map((value) => ({ value, label: value })) }]),
    ...(row ? [{ name: 'status', label: t('goals.status'), kind: 'select' as const, options: statusOptions() }] : []),
  ],
  values: (row) => ({
    goal_name: row?.goal_name ?? '',
    target_amount: row ? formatMoney(money(row.target_amount), locale()) : '',
    current_amount: row ? formatMoney(money(row.current_amount), locale()) : '',
    deadline: row?.deadline.slice(0, 10) ?? '',
    monthly_contribution: row?.monthly_contribution != null ? formatMoney(money(row.monthly_contribution), locale()) : '',
    annual_return: row?.annual_return != null ? String(row.annual_return) : '',
    ...(row ? {} : { currency: '' }),
    status: row?.status ?? 'active',
  }),
  list: (search, signal) => {
    const status = STATUSES.find((each) => each === search.status)
    return wholeList((page) => client.GET(API, { params: { query: { ...(status ? { status } : {}), ...page } }, signal }))
  },
  get: async (id, signal) => {
    const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
    return { row: data as Goal, etag: response.headers.get('etag') }
  },
  create: async (draft) => {
    const body = {
      goal_name: given(draft, 'goal_name'), target_amount: given(draft, 'target_amount'),
      current_amount: given(draft, 'current_amount') || '0', deadline: given(draft, 'deadline'),
      monthly_contribution: given(draft, 'monthly_contribution') || null, annual_return: percentOf(draft.annual_return),
      ...(given(draft, 'currency') ? { currency: given(draft, 'currency').toUpperCase() } : {}),
    }
    return (await client.POST(API, { body })).data as Goal
  },
  update: async (id, draft, etag) => {
    const body = {
      ...draft, ...('current_amount' in draft ? { current_amount: draft.current_amount ?? '0' } : {}),
      ...('annual_return' in draft ? { annual_return: percentOf(draft.annual_return) } : {}),
    } as Body<typeof ONE, 'patch'>
    return (await client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Goal
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ goal_name, target_amount, current_amount, deadline, status, currency, monthly_contribution, annual_return }) =>
    (await client.POST(API, {
      body: {
        goal_name, deadline, status, currency, annual_return, target_amount: wire(money(target_amount)), current_amount: wire(money(current_amount)),
        monthly_contribution: monthly_contribution === null ? null : wire(money(monthly_contribution)),
      },
    })).data as Goal,
  facts: (row) => (
    <>
      <dl className="facts">
        <dt>{t('goals.status')}</dt><dd><State goal={row} /></dd>
        <dt>{t('goals.progress')}</dt><dd><Meter label={t('goals.progressOf', { name: row.goal_name, percent: saved(row) })} percent={saved(row)} /></dd>
        <dt>{t('field.created')}</dt><dd><Ago at={row.created_at} /></dd>
        {row.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={row.updated_at} /></dd></>}
      </dl>
      <Suspense fallback={<Lines count={6} />}><GoalFacts goal={row} /></Suspense>
    </>
  ),
}

/** Where it stands by its owner's word, and while it is under way, whether it will be reached in time. */
function State({ goal }: { goal: Goal }) {
  if (goal.status !== 'active') return <Status tone={TONES[goal.status]}>{t(`status.${goal.status}`)}</Status>
  const fine = goal.with_return?.on_track ?? goal.on_track
  return <Status tone={fine ? 'good' : 'warn'}>{fine ? t('goals.onTrack') : t('goals.behind')}</Status>
}

function percentOf(typed: unknown): number | null {
  if (typeof typed !== 'string' || typed.trim() === '') return null
  const value = Number(typed.trim().replace(/\s*%$/, '').replace(',', '.'))
  if (!(value >= 0 && value <= 50)) throw new Problem(422, t('goals.notPercent'), null, { annual_return: t('goals.notPercent') })
  return value
}

function statusOptions() {
  return STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))
}

/** A plain hint while one types; it promises nothing and is never sent. */
function needed(values: Values): string | null {
  const target = parseMoney(String(values.target_amount ?? ''), locale())
  const deadline = parseDate(String(values.deadline ?? ''), locale())
  if (target === null || !deadline) return null
  const current = parseMoney(String(values.current_amount ?? ''), locale()) ?? 0n
  const goal = { target_amount: wire(target), current_amount: wire(current), deadline }
  const left = missing(goal)
  if (left === 0n) return t('goals.reached')
  const amount = perMonth(goal)
  if (amount === null) return t('goals.late', { amount: formatMoney(left, locale()) })
  return t('goals.needed', { amount: formatMoney(amount, locale()), date: formatDay(deadline, locale()) })
}
