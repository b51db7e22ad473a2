import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ChangesPage } from '@/modules/realty/customer/ChangesPage'

export const Route = createFileRoute('/_app/my_/changes')({
  validateSearch: listSearch('status', 'do'),
  component: ChangesPage,
})
