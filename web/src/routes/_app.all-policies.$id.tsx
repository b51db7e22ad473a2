import { createFileRoute } from '@tanstack/react-router'
import { PolicyPanel } from '@/modules/insurance/PolicyPanel'

export const Route = createFileRoute('/_app/all-policies/$id')({
  validateSearch: (raw: Record<string, unknown>): { tab?: 'claims' } => (raw.tab === 'claims' ? { tab: 'claims' } : {}),
  component: Panel,
})

function Panel() {
  const { id } = Route.useParams()
  const { tab } = Route.useSearch()
  return <PolicyPanel key={id} id={Number(id)} tab={tab ?? 'cover'} inBook />
}
