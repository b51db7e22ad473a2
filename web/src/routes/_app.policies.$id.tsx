import { createFileRoute } from '@tanstack/react-router'
import { PolicyPanel, type PolicyTab } from '@/modules/insurance/PolicyPanel'

const TABS: readonly PolicyTab[] = ['cover', 'claims', 'change']

export const Route = createFileRoute('/_app/policies/$id')({
  validateSearch: (raw: Record<string, unknown>): { tab?: PolicyTab } => {
    const tab = TABS.find((each) => each === raw.tab)
    return tab && tab !== 'cover' ? { tab } : {}
  },
  component: Panel,
})

function Panel() {
  const { id } = Route.useParams()
  const { tab } = Route.useSearch()
  return <PolicyPanel key={id} id={Number(id)} tab={tab ?? 'cover'} />
}
