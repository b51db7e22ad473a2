import { createFileRoute } from '@tanstack/react-router'
import { safeNext } from '@/kernel/auth/next'
import { OpenLinks } from '@/kernel/shell/OpenLinks'
import { modules } from '@/modules'
import { SignInPage } from '@/modules/identity/SignInPage'

export const Route = createFileRoute('/sign-in')({
  validateSearch: (raw: Record<string, unknown>): { next?: string } => {
    const next = safeNext(raw.next)
    return next ? { next } : {}
  },
  component: Page,
})

function Page() {
  return <SignInPage next={Route.useSearch().next} foot={<OpenLinks modules={modules} />} />
}
