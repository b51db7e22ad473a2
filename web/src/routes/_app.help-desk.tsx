import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { DeskPage } from '@/modules/support/DeskPage'

export const Route = createFileRoute('/_app/help-desk')({
  validateSearch: listSearch('status', 'priority', 'assignee'),
  component: DeskPage,
})
