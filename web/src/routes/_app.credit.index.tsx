import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { PortfoliosPage } from '@/modules/credit/portfolios/PortfoliosPage'

export const Route = createFileRoute('/_app/credit/')({
  validateSearch: listSearch('show', 'order'),
  component: () => <PortfoliosPage />,
})
