import { createFileRoute } from '@tanstack/react-router'
import { NewClaimPanel } from '@/modules/insurance/NewClaimPanel'

export const Route = createFileRoute('/_app/claims/new')({
  validateSearch: (raw: Record<string, unknown>): { policy?: number } => {
    const policy = Number(raw.policy)
    return Number.isInteger(policy) && policy > 0 ? { policy } : {}
  },
  component: Panel,
})

function Panel() {
  const { policy } = Route.useSearch()
  return <NewClaimPanel key={policy} policy={policy} />
}
