import { createFileRoute } from '@tanstack/react-router'
import { DevelopmentPage } from '@/modules/realty/public/DevelopmentPage'
import { offerPageSearch } from '@/modules/realty/public/search'

export const Route = createFileRoute('/_app/developments_/$id')({
  validateSearch: offerPageSearch,
  component: Page,
})

function Page() {
  const { id } = Route.useParams()
  return <DevelopmentPage key={id} id={Number(id)} />
}
