import { createFileRoute } from '@tanstack/react-router'
import { AppointmentPanel } from '@/modules/realty/builder/AppointmentPanels'

export const Route = createFileRoute('/_app/builder/appointments/$id')({ component: One })

function One() {
  const { id } = Route.useParams()
  return <AppointmentPanel key={id} id={Number(id)} />
}
