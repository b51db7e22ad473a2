import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { MessagesPage } from '@/modules/realty/builder/MessagesPage'

export const Route = createFileRoute('/_app/builder/messages')({
  validateSearch: listSearch('with', 'project'),
  component: MessagesPage,
})
