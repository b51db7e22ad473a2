import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { AccountPage } from '@/modules/planning/accounts/AccountPage'

export const Route = createFileRoute('/_app/accounts_/$id')({
  validateSearch: listSearch('category', 'type', 'status', 'from', 'to'),
  component: AccountPage,
})
