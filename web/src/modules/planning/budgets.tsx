// Budgets: a limit for a kind of spending in a month, and how far along it is.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import type { Answer, Body } from '@/kernel/api/types'
import { Amount } from '@/kernel/Amount'
import { formatMonth, monthOf } from '@/kernel/dates'
import { formatMoney, money, wire } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given, type Resource } from '@/kernel/resource/resource'
import { ALL } from '@/kernel/table/search'
import { Ago } from '@/kernel/Time'
import { CURRENCIES } from './accounts/currencies'
import { CopyMonth, MonthFigures, MoveMoney, Unbudgeted } from './budget/Month'
import { Limit } from './budget/Limit'
import { Meter } from '@/kernel/Meter'
import { toneOfUse } from './rules'
import { wholeList } from './wholeList'

export type Budget = Answer<'/api/v1/financial/budgets'>[number]

const API = '/api/v1/financial/budgets'
const ONE = '/api/v1/financial/budgets/{id}'
const ROLLOVERS = ['none', 'surplus', 'surplus_and_deficit'] as const satisfies readonly Budget['rollover'][]
const t = i18next.getFixedT(null, 'planning')
/** Whether the list mixes currencies, so that each has to say its own. */
let several = false

export const budgets: Resource<Budget> = {
  path: '/budgets',
  api: API,
  read: 'planning:read',
  write: 'planning:write',
  words: () => ({
    title: t('budgets.title'), one: t('budgets.one'), add: t('budgets.add'),
    emptyTitle: t('budgets.empty'), emptyText: t('budgets.emptyHint'), deleted: (name) => t('budgets.deleted', { name }),
  }),
  name: (budget) => `${budget.category}, ${formatMonth(budget.month, locale())}`,
  filters: () => [{ name: 'month', label: t('field.month'), kind: 'month' }, { name: 'currency', label: t('accounts.currency'), kind: 'text' }],
  columns: () => [
    { id: 'category', header: t('field.category'), sort: 'category', value: (row) => row.category, cell: (row) => <>{row.category}{several && <span className="hint"> {row.currency}</span>}</> },
    { id: 'month', header: t('field.month'), sort: 'month', optional: true, value: (row) => row.month, cell: (row) => formatMonth(row.month, locale()) },
    { id: 'used', header: t('field.used'), sort: 'used', wide: true, value: percentOf, cell: (row) => <Used budget={row} /> },
    { id: 'limit', header: t('field.limit'), sort: 'limit', align: 'end', value: (row) => money(row.limit), cell: (row) => <Limit budget={row} /> },
    { id: 'carried', header: t('month.carriedColumn'), sort: 'carried', align: 'end', wide: true, value: (row) => money(row.carried), cell: (row) => (row.carried === null ? '—' : <Amount of={money(row.carried)} />) },
    { id: 'available', header: t('month.availableColumn'), sort: 'available', align: 'end', wide: true, value: (row) => money(row.available), cell: (row) => <Amount of={money(row.available)} /> },
    { id: 'spent', header: t('field.spent'), sort: 'spent', align: 'end', wide: true, value: (row) => money(row.spent), cell: (row) => <Spent budget={row} /> },
    { id: 'remaining', header: t('field.remaining'), sort: 'remaining', align: 'end', value: (row) => money(row.left), cell: (row) => <Left budget={row} /> },
  ],
  fields: (row) => [
    { name: 'category', label: t('field.category'), kind: 'text', required: true },
    { name: 'month', label: t('field.month'), kind: 'month', required: true },
    { name: 'limit', label: t('field.limit'), kind: 'money', required: true },
    { name: 'spent_entered', label: t('field.spent'), kind: 'money', description: t('budgets.spentHint') },
    {
      name: 'rollover', label: t('rollover.label'), kind: 'select', options: ROLLOVERS.map((value) => ({ value, label: t(`rollover.${value}`) })),
      hint: (values) => t(`rollover.${ROLLOVERS.find((each) => each === values.rollover) ?? 'none'}Hint`),
    },
    ...(row ? [] : [{ name: 'currency', label: t('accounts.currency'), kind: 'suggest' as const, description: t('budgets.currencyHint'), options: CURRENCIES.map((value) => ({ value, label: value })) }]),
  ],
  values: (row, search) => ({
    category: row?.category ?? String(search.category ?? ''),
    month: row?.month ?? chosenMonth(search) ?? monthOf(new Date()),
    limit: row ? formatMoney(money(row.limit), locale()) : '',
    spent_entered: row ? formatMoney(money(row.spent_entered), locale()) : '',
    rollover: row?.rollover ?? 'none',
    ...(row ? {} : { currency: chosenCurrency(search) ?? '' }),
  }),
  list: async (search, signal) => {
    const month = chosenMonth(search)
    const currency = chosenCurrency(search)
    const list = await wholeList<Budget>((page) => client.GET(API, { params: { query: { ...(month ? { month } : {}), ...(currency ? { currency } : {}), ...page } }, signal }))
    list.rows.sort((one, other) => other.month.localeCompare(one.month) || one.category.localeCompare(other.category))
    several = new Set(list.rows.map((row) => row.currency)).size > 1
    return list
  },
  get: async (id, signal) => {
    const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
    return { row: data as Budget, etag: response.headers.get('etag') }
  },
  create: async (draft) => {
    const currency = given(draft, 'currency').toUpperCase()
    const body = {
      category: given(draft, 'category'), month: given(draft, 'month'), limit: given(draft, 'limit'), spent_entered: given(draft, 'spent_entered') || '0',
      rollover: given(draft, 'rollover') as Budget['rollover'], ...(currency ? { currency } : {}),
    }
    return (await client.POST(API, { body })).data as Budget
  },
  update: async (id, draft, etag) => {
    const body = ('spent_entered' in draft ? { ...draft, spent_entered: draft.spent_entered ?? '0' } : draft) as Body<typeof ONE, 'patch'>
    return (await client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Budget
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ category, month, limit, spent_entered, currency, rollover }) =>
    (await client.POST(API, { body: { category, month, limit: wire(money(limit)), spent_entered: wire(money(spent_entered)), currency, rollover } })).data as Budget,
  above: (_, search) => <MonthFigures month={chosenMonth(search)} currency={chosenCurrency(search)} />,
  below: (_, search) => <Unbudgeted month={chosenMonth(search)} currency={chosenCurrency(search)} />,
  actions: (rows, search) => <><MoveMoney month={chosenMonth(search)} currency={chosenCurrency(search)} /><CopyMonth rows={rows} month={chosenMonth(search)} currency={chosenCurrency(search)} /></>,
  facts: (row) => (
    <dl className="facts">
      <dt>{t('field.used')}</dt><dd><Used budget={row} /></dd>
      <dt>{t('month.availableColumn')}</dt><dd><Amount of={money(row.available)} /> {row.carried !== null && <span className="hint">{t('month.carriedColumn')}: <Amount of={money(row.carried)} /></span>}</dd>
      <dt>{t('field.spent')}</dt><dd><Amount of={money(row.spent)} /> <span className="hint">{t('month.entered', { entered: formatMoney(money(row.spent_entered), locale()), booked: formatMoney(money(row.spent_booked), locale()) })}</span></dd>
      <dt>{t('field.remaining')}</dt><dd><Left budget={row} /></dd>
      <dt>{t('field.created')}</dt><dd><Ago at={row.created_at} /></dd>
      {row.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={row.updated_at} /></dd></>}
    </dl>
  ),
}

function percentOf(budget: Budget): number {
  return Math.round(budget.used_percent ?? 0)
}

function Used({ budget }: { budget: Budget }) {
  const percent = percentOf(budget)
  return <Meter label={t('budgets.progress', { name: budget.category, percent })} percent={percent} tone={toneOfUse(budget)} />
}

/** What was entered by hand and what is booked, together; which is which on hover. */
function Spent({ budget }: { budget: Budget }) {
  const parts = t('month.entered', { entered: formatMoney(money(budget.spent_entered), locale()), booked: formatMoney(money(budget.spent_booked), locale()) })
  return <span title={money(budget.spent_booked) === 0n ? undefined : parts}><Amount of={money(budget.spent)} /></span>
}

function Left({ budget }: { budget: Budget }) {
  const left = money(budget.left)
  return <span style={left < 0n ? { color: 'var(--bad)', fontWeight: 600 } : undefined}><Amount of={left} /></span>
}

function chosenMonth(search: Record<string, unknown>): string | undefined {
  return search.month && search.month !== ALL ? String(search.month) : undefined
}

function chosenCurrency(search: Record<string, unknown>): string | undefined {
  const text = String(search.currency ?? '').toUpperCase()
  return /^[A-Z]{3}$/.test(text) ? text : undefined
}
