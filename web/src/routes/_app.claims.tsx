import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ClaimsPage } from '@/modules/insurance/ClaimsPage'

export const Route = createFileRoute('/_app/claims')({
  validateSearch: listSearch('status'),
  component: ClaimsPage,
})
