import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { HomePage } from '@/modules/realty/customer/HomePage'

export const Route = createFileRoute('/_app/my_/home/$id')({
  validateSearch: listSearch('tab', 'do'),
  component: Page,
})

function Page() {
  const { id } = Route.useParams()
  return <HomePage key={id} id={Number(id)} />
}
