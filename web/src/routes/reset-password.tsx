import { createFileRoute } from '@tanstack/react-router'
import { ResetPasswordPage } from '@/modules/identity/GatePages'

export const Route = createFileRoute('/reset-password')({
  validateSearch: (raw: Record<string, unknown>): { token?: string } => (raw.token ? { token: String(raw.token) } : {}),
  component: Page,
})

function Page() {
  return <ResetPasswordPage token={Route.useSearch().token} />
}
