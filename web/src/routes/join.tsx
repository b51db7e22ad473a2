import { createFileRoute } from '@tanstack/react-router'
import { safeNext } from '@/kernel/auth/next'
import { JoinPage } from '@/modules/realty/public/JoinPage'

export const Route = createFileRoute('/join')({
  validateSearch: (raw: Record<string, unknown>): { next?: string; as?: 'builder' } => {
    const next = safeNext(raw.next)
    return { ...(next ? { next } : {}), ...(raw.as === 'builder' ? { as: 'builder' as const } : {}) }
  },
  component: Page,
})

function Page() {
  const { next, as } = Route.useSearch()
  return <JoinPage next={next} as={as ?? 'customer'} />
}
