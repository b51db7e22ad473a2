import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { PortfoliosPage } from '@/modules/credit/portfolios/PortfoliosPage'

export const Route = createFileRoute('/_app/credit/edit/$portfolio')({
  validateSearch: listSearch('show', 'order'),
  component: One,
})

function One() {
  const { portfolio } = Route.useParams()
  return <PortfoliosPage open={Number(portfolio)} />
}
