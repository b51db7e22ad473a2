import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { PortfolioPage } from '@/modules/credit/frame/PortfolioPage'

export const Route = createFileRoute('/_app/credit/$id')({
  validateSearch: portfolioSearch(),
  component: One,
})

function One() {
  const { id } = Route.useParams()
  return <PortfolioPage key={id} id={Number(id)} />
}
