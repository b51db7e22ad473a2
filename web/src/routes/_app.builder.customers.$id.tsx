import { createFileRoute } from '@tanstack/react-router'
import { CustomerPanel } from '@/modules/realty/builder/CustomerPanel'

export const Route = createFileRoute('/_app/builder/customers/$id')({ component: One })

function One() {
  const { id } = Route.useParams()
  return <CustomerPanel key={id} id={Number(id)} />
}
