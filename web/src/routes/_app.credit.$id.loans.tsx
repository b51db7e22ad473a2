import { createFileRoute } from '@tanstack/react-router'
import { loanSearch } from '@/modules/credit/loans/search'
import { LoansPage } from '@/modules/credit/loans/LoansPage'

export const Route = createFileRoute('/_app/credit/$id/loans')({
  validateSearch: loanSearch,
  component: LoansPage,
})
