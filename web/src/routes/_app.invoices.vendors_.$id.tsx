import { createFileRoute } from '@tanstack/react-router'
import { VendorPage } from '@/modules/invoices/vendor/VendorPage'

export const Route = createFileRoute('/_app/invoices/vendors_/$id')({ component: One })

function One() {
  const { id } = Route.useParams()
  return <VendorPage key={id} id={Number(id)} />
}
