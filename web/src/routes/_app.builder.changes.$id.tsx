import { createFileRoute } from '@tanstack/react-router'
import { ChangePanel } from '@/modules/realty/builder/ChangePanel'

export const Route = createFileRoute('/_app/builder/changes/$id')({ component: One })

function One() {
  const { id } = Route.useParams()
  return <ChangePanel key={id} id={Number(id)} />
}
