import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { TicketsPage } from '@/modules/support/TicketsPage'

export const Route = createFileRoute('/_app/tickets')({
  validateSearch: listSearch('status'),
  component: TicketsPage,
})
