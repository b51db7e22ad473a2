import { createFileRoute } from '@tanstack/react-router'
import { RightsPage } from '@/modules/identity/RightsPage'

export const Route = createFileRoute('/_app/rights')({
  validateSearch: (raw: Record<string, unknown>): { q?: string; tab?: 'operations' } => ({
    ...(typeof raw.q === 'string' && raw.q ? { q: raw.q } : {}),
    ...(raw.tab === 'operations' ? { tab: raw.tab } : {}),
  }),
  component: RightsPage,
})
