import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { MessagesPage } from '@/modules/realty/customer/MessagesPage'

export const Route = createFileRoute('/_app/my_/messages')({
  validateSearch: listSearch('with', 'project'),
  component: MessagesPage,
})
