import { createFileRoute } from '@tanstack/react-router'
import { AuditPanel } from '@/modules/identity/AuditPanel'

export const Route = createFileRoute('/_app/audit/$entryId')({ component: Panel })

function Panel() {
  const { entryId } = Route.useParams()
  return <AuditPanel key={entryId} id={entryId} />
}
