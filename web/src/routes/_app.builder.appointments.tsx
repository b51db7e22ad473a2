import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { AppointmentsPage } from '@/modules/realty/builder/AppointmentsPage'

export const Route = createFileRoute('/_app/builder/appointments')({
  validateSearch: listSearch('view', 'day', 'status', 'type', 'project', 'at', 'customer'),
  component: AppointmentsPage,
})
