import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { BookPage } from '@/modules/insurance/BookPage'

export const Route = createFileRoute('/_app/all-policies')({
  validateSearch: listSearch('type', 'status', 'holder_id'),
  component: BookPage,
})
