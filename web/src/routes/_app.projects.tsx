import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { projects } from '@/modules/planning/projects'

export const Route = createFileRoute('/_app/projects')({
  validateSearch: listSearch('status'),
  component: () => <ResourcePage of={projects} />,
})
