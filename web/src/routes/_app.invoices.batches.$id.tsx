import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { BatchPage } from '@/modules/invoices/batch/BatchPage'

export const Route = createFileRoute('/_app/invoices/batches/$id')({
  validateSearch: listSearch('show', 'chat'),
  component: One,
})

function One() {
  const { id } = Route.useParams()
  return <BatchPage key={id} id={Number(id)} />
}
