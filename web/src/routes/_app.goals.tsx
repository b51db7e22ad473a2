import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { goals } from '@/modules/planning/goals'

export const Route = createFileRoute('/_app/goals')({
  validateSearch: listSearch('status'),
  component: () => <ResourcePage of={goals} />,
})
