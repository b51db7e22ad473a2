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
import { BudgetMonth, CopyMonth } from './BudgetMonth'
import { Meter } from './Meter'
import { remaining, toneOf, used } from './rules'
import { wholeList } from './wholeList'

export type Budget = Answer<'/api/v1/financial/budgets'>[number]

const API = '/api/v1/financial/budgets'
const ONE = '/api/v1/financial/budgets/{id}'
const t = i18next.getFixedT(null, 'planning')

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
  filters: () => [{ name: 'month', label: t('field.month'), kind: 'month' }],
  columns: () => [
    { id: 'category', header: t('field.category'), sort: 'category', value: (row) => row.category, cell: (row) => row.category },
    { id: 'month', header: t('field.month'), sort: 'month', optional: true, value: (row) => row.month, cell: (row) => formatMonth(row.month, locale()) },
    { id: 'used', header: t('field.used'), sort: 'used', wide: true, value: (row) => used(row) ?? 0, cell: (row) => <Meter label={t('budgets.progress', { name: row.category, percent: used(row) ?? 0 })} percent={used(row) ?? 0} tone={toneOf(row)} /> },
    { id: 'spent', header: t('field.spent'), sort: 'spent', align: 'end', value: (row) => money(row.spent), cell: (row) => <Amount of={money(row.spent)} /> },
    { id: 'limit', header: t('field.limit'), sort: 'limit', align: 'end', value: (row) => money(row.limit), cell: (row) => <Amount of={money(row.limit)} /> },
    { id: 'remaining', header: t('field.remaining'), sort: 'remaining', align: 'end', value: remaining, cell: (row) => <Remaining budget={row} /> },
  ],
  fields: () => [
    { name: 'category', label: t('field.category'), kind: 'text', required: true },
    { name: 'month', label: t('field.month'), kind: 'month', required: true },
    { name: 'limit', label: t('field.limit'), kind: 'money', required: true },
    { name: 'spent', label: t('field.spent'), kind: 'money' },
  ],
  values: (row, search) => ({
    category: row?.category ?? '',
    month: row?.month ?? chosenMonth(search) ?? monthOf(new Date()),
    limit: row ? formatMoney(money(row.limit), locale()) : '',
    spent: row ? formatMoney(money(row.spent), locale()) : '',
  }),
  list: (search, signal) => {
    const month = chosenMonth(search)
    return wholeList((page) => client.GET(API, { params: { query: { ...(month ? { month } : {}), ...page } }, signal }))
  },
  get: async (id, signal) => {
    const { data, response } = await client.GET(ONE, { params: { path: { id } }, signal })
    return { row: data as Budget, etag: response.headers.get('etag') }
  },
  create: async (draft) => {
    const body = { category: given(draft, 'category'), month: given(draft, 'month'), limit: given(draft, 'limit'), spent: given(draft, 'spent') || '0' }
    return (await client.POST(API, { body })).data as Budget
  },
  update: async (id, draft, etag) => {
    const body: Body<typeof ONE, 'patch'> = 'spent' in draft ? { ...draft, spent: draft.spent ?? '0' } : draft
    return (await client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Budget
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ category, month, limit, spent }) =>
    (await client.POST(API, { body: { category, month, limit: wire(money(limit)), spent: wire(money(spent)) } })).data as Budget,
  above: (rows) => <BudgetMonth rows={rows} />,
  actions: (rows, search) => <CopyMonth rows={rows} month={chosenMonth(search)} />,
  facts: (row) => (
    <dl className="facts">
      <dt>{t('field.used')}</dt><dd><Meter label={t('budgets.progress', { name: row.category, percent: used(row) ?? 0 })} percent={used(row) ?? 0} tone={toneOf(row)} /></dd>
      <dt>{t('field.remaining')}</dt><dd><Remaining budget={row} /></dd>
      <dt>{t('field.created')}</dt><dd><Ago at={row.created_at} /></dd>
      {row.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={row.updated_at} /></dd></>}
    </dl>
  ),
}

function Remaining({ budget }: { budget: Budget }) {
  const left = remaining(budget)
  return <span style={left < 0n ? { color: 'var(--bad)', fontWeight: 600 } : undefined}><Amount of={left} /></span>
}

function chosenMonth(search: Record<string, unknown>): string | undefined {
  return search.month && search.month !== ALL ? String(search.month) : undefined
}
