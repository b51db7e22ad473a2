import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ModelsPage } from '@/modules/realty/builder/ModelsPage'

export const Route = createFileRoute('/_app/builder/models')({
  validateSearch: listSearch('project'),
  component: ModelsPage,
})
