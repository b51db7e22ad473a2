import { createFileRoute } from '@tanstack/react-router'
import { TicketPanel } from '@/modules/support/TicketPanel'

export const Route = createFileRoute('/_app/tickets/$id')({ component: Panel })

function Panel() {
  const { id } = Route.useParams()
  return <TicketPanel key={id} id={Number(id)} list="/tickets" />
}
