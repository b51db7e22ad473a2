import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { DevelopmentsPage } from '@/modules/realty/builder/DevelopmentsPage'

export const Route = createFileRoute('/_app/builder/developments')({
  validateSearch: listSearch('status', 'type', 'order'),
  component: DevelopmentsPage,
})
