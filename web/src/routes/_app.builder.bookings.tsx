import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { BookingsPage } from '@/modules/realty/builder/BookingsPage'

export const Route = createFileRoute('/_app/builder/bookings')({
  validateSearch: listSearch('status', 'project'),
  component: BookingsPage,
})
