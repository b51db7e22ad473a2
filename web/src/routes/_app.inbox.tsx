import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { InboxPage } from '@/modules/notifications/InboxPage'

export const Route = createFileRoute('/_app/inbox')({
  validateSearch: listSearch('read', 'kind', 'type'),
  component: InboxPage,
})
