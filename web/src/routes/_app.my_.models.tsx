import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ModelsPage } from '@/modules/realty/customer/ModelsPage'

export const Route = createFileRoute('/_app/my_/models')({
  validateSearch: listSearch('model', 'unit'),
  component: ModelsPage,
})
