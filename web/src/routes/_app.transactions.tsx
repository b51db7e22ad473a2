import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { TransactionsPage } from '@/modules/planning/accounts/TransactionsPage'

export const Route = createFileRoute('/_app/transactions')({
  validateSearch: listSearch('account', 'category', 'type', 'status', 'from', 'to', 'import'),
  component: TransactionsPage,
})
