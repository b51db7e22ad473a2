import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ChangesPage } from '@/modules/realty/builder/ChangesPage'

export const Route = createFileRoute('/_app/builder/changes')({
  validateSearch: listSearch('show', 'booking'),
  component: ChangesPage,
})
