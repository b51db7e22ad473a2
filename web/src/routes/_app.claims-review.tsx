import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ReviewPage } from '@/modules/insurance/ReviewPage'

export const Route = createFileRoute('/_app/claims-review')({
  validateSearch: listSearch('show', 'type', 'flagged'),
  component: ReviewPage,
})
