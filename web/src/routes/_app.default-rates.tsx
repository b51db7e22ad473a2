import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { RatesPage } from '@/modules/credit/rates/RatesPage'

export const Route = createFileRoute('/_app/default-rates')({
  validateSearch: listSearch('as_of', 'rating', 'tab'),
  component: RatesPage,
})
