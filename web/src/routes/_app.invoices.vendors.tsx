import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { VendorsPage } from '@/modules/invoices/vendor/VendorsPage'

export const Route = createFileRoute('/_app/invoices/vendors')({
  validateSearch: listSearch('risk', 'blacklisted', 'order'),
  component: VendorsPage,
})
