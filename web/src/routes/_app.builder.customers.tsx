import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { CustomersPage } from '@/modules/realty/builder/CustomersPage'

export const Route = createFileRoute('/_app/builder/customers')({
  validateSearch: listSearch(),
  component: CustomersPage,
})
