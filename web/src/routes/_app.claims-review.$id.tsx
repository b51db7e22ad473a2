import { createFileRoute } from '@tanstack/react-router'
import { ReviewPanel } from '@/modules/insurance/ReviewPanel'

export const Route = createFileRoute('/_app/claims-review/$id')({ component: Panel })

function Panel() {
  const { id } = Route.useParams()
  return <ReviewPanel key={id} id={Number(id)} />
}
