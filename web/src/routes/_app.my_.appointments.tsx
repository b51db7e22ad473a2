import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { AppointmentsPage } from '@/modules/realty/customer/AppointmentsPage'

export const Route = createFileRoute('/_app/my_/appointments')({
  validateSearch: listSearch('view', 'day', 'open', 'do', 'at', 'project'),
  component: AppointmentsPage,
})
