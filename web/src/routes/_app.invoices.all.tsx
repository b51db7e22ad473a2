import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { AllPage } from '@/modules/invoices/list/AllPage'

export const Route = createFileRoute('/_app/invoices/all')({
  validateSearch: listSearch('status', 'flagged', 'stage', 'assigned', 'from', 'until', 'due', 'min', 'max', 'batch', 'vendor'),
  component: AllPage,
})
