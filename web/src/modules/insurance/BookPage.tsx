// All policies of the house, for those who review: found by number, holder, kind and state.
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { bookFilters, bookQuery, holderOf, POLICY_STATUSES, POLICY_TONES, type Policy, policyStatusName, TYPES, typeName } from './insurance'
import { Meter } from '@/kernel/Meter'
import { Renewal } from './policies'
import { coverLeft, coverTone } from './rules'
import './insurance.css'
import './words'

export function BookPage() {
  return <Guarded permission="insurance:review"><Book /></Guarded>
}

function Book() {
  const { t, i18n } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const [search] = useListSearch()
  const list = useQuery(bookQuery(search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  const holder = holderOf(search)
  // Known by name from any of his policies; the address alone says only the number of his account.
  const name = list.data?.rows.find((row) => row.user_id === holder)?.holder ?? t('book.account', { id: holder })
  return (
    <ListPage
      name="all-policies" path="/all-policies" title={t('book.title')} hint={t('book.hint')} columns={columns}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.policy_number} searchable
      filters={[
        { name: 'type', label: t('field.kind'), kind: 'select', options: TYPES.map((each) => ({ value: each, label: typeName(each) })) },
        { name: 'status', label: t('field.status'), kind: 'select', options: POLICY_STATUSES.map((each) => ({ value: each, label: policyStatusName(each) })) },
        ...(holder === null ? [] : [{ name: 'holder_id', label: t('field.holder'), kind: 'select' as const, options: [{ value: String(holder), label: name }] }]),
      ]}
      exports={(['csv', 'xlsx'] as const).map((format) => ({
        label: plain(`table.${format}`),
        run: () => saveFrom(`${t('policies.file')}.${format}`, () =>
          client.GET('/api/v1/insurance/admin/exports/policies', { params: { query: { ...bookFilters(search), format } }, parseAs: 'blob' })),
      }))}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('book.empty')}>{t('book.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'insurance'>): Column<Policy>[] {
  return [
    { id: 'policy_number', header: t('field.number'), cell: (row) => <span className="two-lines">{row.policy_number}<small>{typeName(row.policy_type)}</small></span> },
    { id: 'holder', header: t('field.holder'), cell: (row) => <Private>{row.holder}</Private> },
    { id: 'cover_left', header: t('field.coverLeft'), wide: true, cell: (row) => (
      <Meter label={t('policies.coverLeftOf', { name: row.policy_number, percent: coverLeft(row) })} percent={coverLeft(row)} tone={coverTone(row)} />
    ) },
    { id: 'coverage_amount', header: t('field.coverage'), align: 'end', wide: true, cell: (row) => <Cash of={row.coverage_amount} currency={row.currency} /> },
    { id: 'premium', header: t('field.premium'), align: 'end', wide: true, cell: (row) => <Cash of={row.premium} currency={row.currency} /> },
    { id: 'deductible', header: t('field.deductible'), optional: true, align: 'end', wide: true, cell: (row) => <Cash of={row.deductible} currency={row.currency} /> },
    { id: 'claims_open', header: t('policies.open'), align: 'end', wide: true, cell: (row) => (row.claims_open > 0 ? row.claims_open : '—') },
    { id: 'start_date', header: t('field.start'), optional: true, wide: true, cell: (row) => <Day on={row.start_date} /> },
    { id: 'renewal_date', header: t('field.renewal'), wide: true, cell: (row) => <Renewal policy={row} /> },
    { id: 'status', header: t('field.status'), cell: (row) => <Status tone={POLICY_TONES[row.status]}>{policyStatusName(row.status)}</Status> },
  ]
}
