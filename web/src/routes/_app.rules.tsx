import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { learnNames, rules } from '@/modules/planning/rulesOf'

export const Route = createFileRoute('/_app/rules')({
  validateSearch: listSearch(),
  // The form offers the categories by name.
  loader: () => learnNames(),
  component: () => <ResourcePage of={rules} />,
})
