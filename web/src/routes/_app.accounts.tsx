import { createFileRoute } from '@tanstack/react-router'
import { AccountsPage } from '@/modules/planning/accounts/AccountsPage'

export const Route = createFileRoute('/_app/accounts')({
  validateSearch: (raw: Record<string, unknown>): { closed?: string } => (raw.closed === 'yes' ? { closed: 'yes' } : {}),
  component: AccountsPage,
})
