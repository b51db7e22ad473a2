import { createFileRoute } from '@tanstack/react-router'
import { SendPanel } from '@/modules/notifications/SendPanel'

export const Route = createFileRoute('/_app/inbox/send')({
  validateSearch: (raw: Record<string, unknown>): { to?: string } => (raw.to ? { to: String(raw.to) } : {}),
  component: Panel,
})

function Panel() {
  const { to } = Route.useSearch()
  return <SendPanel key={to ?? ''} {...(to ? { to } : {})} />
}
