// Policies: what one is insured for, how much of it is left, and when it is due for renewal.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { saveFrom } from '@/kernel/download'
import { formatMoney, money, wire } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given, type Resource } from '@/kernel/resource/resource'
import { Status } from '@/kernel/Status'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { POLICIES, POLICY, POLICY_STATUSES, POLICY_TONES, type Policy, policyStatusName, TYPES, typeName, wholeList } from './insurance'
import { Meter } from '@/kernel/Meter'
import { PolicyTiles } from './PolicyTiles'
import { coverLeft, coverTone, renewalTone } from './rules'
import './insurance.css'
import './words'

const t = i18next.getFixedT(null, 'insurance')

function filtersOf(search: Record<string, unknown>) {
  const policy_type = TYPES.find((each) => each === search.type)
  const status = POLICY_STATUSES.find((each) => each === search.status)
  return { ...(policy_type ? { policy_type } : {}), ...(status ? { status } : {}) }
}

export const policies: Resource<Policy> = {
  path: '/policies',
  api: POLICIES,
  read: 'insurance:read',
  write: 'insurance:write',
  words: () => ({
    title: t('policies.title'), one: t('policies.one'), add: t('policies.add'),
    emptyTitle: t('policies.empty'), emptyText: t('policies.emptyHint'), deleted: (name) => t('policies.deleted', { name }),
  }),
  name: (policy) => policy.policy_number,
  filters: () => [
    { name: 'type', label: t('field.kind'), kind: 'select', options: TYPES.map((each) => ({ value: each, label: typeName(each) })) },
    { name: 'status', label: t('field.status'), kind: 'select', options: POLICY_STATUSES.map((each) => ({ value: each, label: policyStatusName(each) })) },
  ],
  columns: () => [
    { id: 'policy_number', header: t('field.number'), sort: 'policy_number', value: (row) => row.policy_number, cell: (row) => <span className="two-lines">{row.policy_number}<small>{typeName(row.policy_type)}</small></span> },
    { id: 'policy_type', header: t('field.kind'), sort: 'policy_type', optional: true, wide: true, value: (row) => typeName(row.policy_type), cell: (row) => typeName(row.policy_type) },
    { id: 'cover_left', header: t('field.coverLeft'), sort: 'cover_left', wide: true, value: coverLeft, cell: (row) => (
      <Meter label={t('policies.coverLeftOf', { name: row.policy_number, percent: coverLeft(row) })} percent={coverLeft(row)} tone={coverTone(row)} />
    ) },
    { id: 'coverage_amount', header: t('field.coverage'), sort: 'coverage_amount', align: 'end', wide: true, value: (row) => money(row.coverage_amount), cell: (row) => <Cash of={row.coverage_amount} currency={row.currency} /> },
    { id: 'premium', header: t('field.premium'), sort: 'premium', align: 'end', wide: true, value: (row) => money(row.premium), cell: (row) => <Cash of={row.premium} currency={row.currency} /> },
    { id: 'deductible', header: t('field.deductible'), optional: true, align: 'end', wide: true, value: (row) => money(row.deductible), cell: (row) => <Cash of={row.deductible} currency={row.currency} /> },
    { id: 'earned', header: t('field.earned'), optional: true, align: 'end', wide: true, value: (row) => money(row.earned_premium), cell: (row) => <Cash of={row.earned_premium} currency={row.currency} /> },
    { id: 'claims_open', header: t('policies.open'), sort: 'claims_open', align: 'end', wide: true, value: (row) => row.claims_open, cell: (row) => (row.claims_open > 0 ? row.claims_open : '—') },
    { id: 'renewal_date', header: t('field.renewal'), sort: 'renewal_date', value: (row) => row.renewal_date.slice(0, 10), cell: (row) => <Renewal policy={row} /> },
    { id: 'status', header: t('field.status'), sort: 'status', value: (row) => row.status, cell: (row) => <Status tone={POLICY_TONES[row.status]}>{policyStatusName(row.status)}</Status> },
  ],
  fields: (row) => [
    { name: 'policy_number', label: t('field.number'), kind: 'text', required: true },
    { name: 'policy_type', label: t('field.kind'), kind: 'select', required: true, options: TYPES.map((each) => ({ value: each, label: typeName(each) })) },
    { name: 'coverage_amount', label: t('field.coverage'), kind: 'money', required: true, description: t('policies.coverageHint') },
    { name: 'premium', label: t('field.premium'), kind: 'money', required: true, description: t('policies.premiumHint') },
    { name: 'deductible', label: t('field.deductible'), kind: 'money', description: t('policies.deductibleHint') },
    { name: 'currency', label: t('field.currency'), kind: 'suggest', options: ['USD', 'EUR', 'GBP', 'CHF', 'KRW', 'JPY'].map((each) => ({ value: each, label: each })), ...(row ? { required: true } : {}) },
    { name: 'start_date', label: t('field.start'), kind: 'date', required: true, description: t('policies.startHint') },
    { name: 'renewal_date', label: t('field.renewal'), kind: 'date', required: true, description: t('policies.renewalHint') },
  ],
  values: (row, search) => ({
    policy_number: row?.policy_number ?? '',
    policy_type: row?.policy_type ?? TYPES.find((each) => each === search.type) ?? 'health',
    coverage_amount: row ? formatMoney(money(row.coverage_amount), locale()) : '',
    premium: row ? formatMoney(money(row.premium), locale()) : '',
    deductible: row?.deductible != null ? formatMoney(money(row.deductible), locale()) : '',
    currency: row?.currency ?? '',
    start_date: row?.start_date.slice(0, 10) ?? '',
    renewal_date: row?.renewal_date.slice(0, 10) ?? '',
  }),
  list: (search, signal) => wholeList((page) => client.GET(POLICIES, { params: { query: { ...filtersOf(search), ...page } }, signal })),
  get: async (id, signal) => {
    const { data, response } = await client.GET(POLICY, { params: { path: { id } }, signal })
    return { row: data as Policy, etag: response.headers.get('etag') }
  },
  create: async (draft) => (await client.POST(POLICIES, { body: bodyOf(draft) })).data as Policy,
  update: async (id, draft, etag) => {
    const body = { ...draft, ...(draft.currency ? { currency: given(draft, 'currency').toUpperCase() } : {}) } as Body<typeof POLICY, 'patch'>
    return (await client.PATCH(POLICY, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Policy
  },
  remove: (id, etag) => client.DELETE(POLICY, { params: { path: { id } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async (row) => (await client.POST(POLICIES, {
    body: {
      policy_number: row.policy_number, policy_type: row.policy_type, currency: row.currency, status: row.status,
      coverage_amount: wire(money(row.coverage_amount)), premium: wire(money(row.premium)),
      deductible: row.deductible === null ? null : wire(money(row.deductible)), start_date: row.start_date, renewal_date: row.renewal_date,
    },
  })).data as Policy,
  above: (rows) => <PolicyTiles rows={rows} />,
  exports: (search) => (['csv', 'xlsx'] as const).map((format) => ({
    label: i18next.t(`table.${format}`),
    run: () => saveFrom(`${t('policies.file')}.${format}`, () =>
      client.GET('/api/v1/insurance/exports/policies', { params: { query: { ...filtersOf(search), format } }, parseAs: 'blob' })),
  })),
}

function bodyOf(draft: Record<string, string | boolean | null>): Body<typeof POLICIES> {
  const policy_type = TYPES.find((each) => each === draft.policy_type) ?? 'health'
  return {
    policy_number: given(draft, 'policy_number'), policy_type, coverage_amount: given(draft, 'coverage_amount'), premium: given(draft, 'premium'),
    deductible: given(draft, 'deductible') || null, currency: given(draft, 'currency').toUpperCase() || null,
    start_date: given(draft, 'start_date'), renewal_date: given(draft, 'renewal_date'),
  }
}

/** Days to a renewal, or since. */
export function daysTo(days: number): string {
  if (days === 0) return t('policies.today')
  return days > 0 ? t('policies.days', { count: days }) : t('policies.past', { count: -days })
}

export function Renewal({ policy }: { policy: Policy }) {
  if (policy.status === 'cancelled') return <Day on={policy.cancelled_on} />
  const tone = renewalTone(policy.days_to_renewal, policy.status)
  return (
    <span className="two-lines">
      <Day on={policy.renewal_date} />
      <small style={tone === 'warn' || tone === 'bad' ? { color: `var(--${tone})`, fontWeight: 600 } : undefined}>{daysTo(policy.days_to_renewal)}</small>
    </span>
  )
}
