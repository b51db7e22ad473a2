import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { categories } from '@/modules/planning/categories'

export const Route = createFileRoute('/_app/categories')({
  validateSearch: listSearch('kind'),
  component: () => <ResourcePage of={categories} />,
})
