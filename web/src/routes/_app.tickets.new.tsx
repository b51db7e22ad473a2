import { createFileRoute } from '@tanstack/react-router'
import { NewTicketPanel } from '@/modules/support/TicketsPage'

export const Route = createFileRoute('/_app/tickets/new')({ component: NewTicketPanel })
