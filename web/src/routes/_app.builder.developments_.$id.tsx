import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { DevelopmentPage } from '@/modules/realty/builder/DevelopmentPage'

export const Route = createFileRoute('/_app/builder/developments_/$id')({
  validateSearch: listSearch('tab', 'unit', 'status', 'type', 'plan'),
  component: One,
})

function One() {
  const { id } = Route.useParams()
  return <DevelopmentPage key={id} id={Number(id)} />
}
