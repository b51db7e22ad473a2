import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ProgressPage } from '@/modules/realty/builder/ProgressPage'

export const Route = createFileRoute('/_app/builder/progress')({
  validateSearch: listSearch('project'),
  component: ProgressPage,
})
