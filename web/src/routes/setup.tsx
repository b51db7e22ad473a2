import { createFileRoute } from '@tanstack/react-router'
import { SetupPage } from '@/modules/identity/GatePages'

export const Route = createFileRoute('/setup')({
  validateSearch: (raw: Record<string, unknown>): { token?: string } => (raw.token ? { token: String(raw.token) } : {}),
  component: Page,
})

function Page() {
  return <SetupPage token={Route.useSearch().token} />
}
