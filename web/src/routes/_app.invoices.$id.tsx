import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ReviewPage } from '@/modules/invoices/review/ReviewPage'

export const Route = createFileRoute('/_app/invoices/$id')({
  // The list that it was opened from, for stepping through it; and another invoice that it is compared with.
  validateSearch: listSearch('show', 'status', 'flagged', 'stage', 'assigned', 'from', 'until', 'due', 'min', 'max', 'batch', 'vendor', 'compare'),
  component: One,
})

function One() {
  const { id } = Route.useParams()
  return <ReviewPage id={Number(id)} />
}
