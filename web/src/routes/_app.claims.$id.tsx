import { createFileRoute } from '@tanstack/react-router'
import { ClaimPanel } from '@/modules/insurance/ClaimPanel'

export const Route = createFileRoute('/_app/claims/$id')({ component: Panel })

function Panel() {
  const { id } = Route.useParams()
  return <ClaimPanel key={id} id={Number(id)} />
}
