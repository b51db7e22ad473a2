import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { policies } from '@/modules/insurance/policies'

export const Route = createFileRoute('/_app/policies')({
  validateSearch: listSearch('type', 'status'),
  component: () => <ResourcePage of={policies} />,
})
