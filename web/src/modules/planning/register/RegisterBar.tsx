// Search, filters and export of a register: all of it in the address.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveFrom } from '@/kernel/download'
import type { Filter } from '@/kernel/table/column'
import { Narrowed } from '@/kernel/table/Narrowed'
import { Toolbar } from '@/kernel/table/Toolbar'
import { accountsQuery, categoriesQuery } from '../books'
import { filterOf, NONE, type RegisterSearch } from './lines'

interface RegisterBarProps {
  search: RegisterSearch & Record<string, unknown>
  onSearch: (change: Record<string, unknown>) => void
  accountId?: number
}

export function RegisterBar({ search, onSearch, accountId }: RegisterBarProps) {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const { data: accounts = [] } = useQuery({ ...accountsQuery, enabled: accountId === undefined })
  const { data: categories = [] } = useQuery(categoriesQuery)
  const filters: Filter[] = [
    ...(accountId === undefined ? [{ name: 'account', label: t('books.account'), kind: 'select' as const, options: accounts.map((each) => ({ value: String(each.id), label: each.name })) }] : []),
    {
      name: 'category', label: t('field.category'), kind: 'select',
      options: [{ value: NONE, label: t('books.uncategorised') }, ...categories.filter((each) => each.kind !== 'equity').map((each) => ({ value: String(each.id), label: each.name }))],
    },
    { name: 'from', label: t('books.fromDay'), kind: 'date' },
    { name: 'to', label: t('books.toDay'), kind: 'date' },
    { name: 'type', label: t('books.type'), kind: 'select', apart: true, options: (['deposit', 'withdrawal', 'transfer', 'opening'] as const).map((value) => ({ value, label: t(`type.${value}`) })) },
    { name: 'status', label: t('goals.status'), kind: 'select', apart: true, options: [{ value: 'pending', label: t('books.pending') }, { value: 'completed', label: t('books.completed') }] },
  ]
  const fetch = (format: 'csv' | 'xlsx') => saveFrom(`transactions.${format}`, () =>
    client.GET('/api/v1/financial/transactions/export', { params: { query: { ...filterOf(search, accountId), format } }, parseAs: 'blob' }))
  const filtered = Boolean(search.q ?? search.import) || filters.some((each) => search[each.name])
  return (
    <>
      <Toolbar
        name={accountId === undefined ? 'transactions' : 'register'} search={search} columns={[]} searchable filters={filters} filtered={filtered}
        onSearch={(change) => onSearch('q' in change && Object.keys(change).length > 2 ? { ...change, import: undefined } : change)}
        exports={[{ label: kernel('table.csv'), run: () => fetch('csv') }, { label: kernel('table.xlsx'), run: () => fetch('xlsx') }]}
      />
      <Narrowed search={search} filters={filters} />
    </>
  )
}
