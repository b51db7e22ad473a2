import { createFileRoute } from '@tanstack/react-router'
import { InboxPanel } from '@/modules/notifications/InboxPanel'

export const Route = createFileRoute('/_app/inbox/$id')({ component: Panel })

function Panel() {
  const { id } = Route.useParams()
  return <InboxPanel key={id} id={Number(id)} />
}
