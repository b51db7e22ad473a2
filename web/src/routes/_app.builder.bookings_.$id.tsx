import { createFileRoute } from '@tanstack/react-router'
import { BookingPage } from '@/modules/realty/builder/BookingPage'

export const Route = createFileRoute('/_app/builder/bookings_/$id')({ component: One })

function One() {
  const { id } = Route.useParams()
  return <BookingPage key={id} id={Number(id)} />
}
