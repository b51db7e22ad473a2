import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { UsersPage } from '@/modules/identity/UsersPage'

export const Route = createFileRoute('/_app/users')({
  validateSearch: listSearch('role', 'status'),
  component: UsersPage,
})
