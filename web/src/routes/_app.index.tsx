import { createFileRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '@/kernel/auth/session'
import { modules } from '@/modules'

// The start page is the first page that one may see: administrators start with the overview.
export const Route = createFileRoute('/_app/')({
  beforeLoad: async ({ context }) => {
    const { permissions = [] } = await context.queries.ensureQueryData(meQuery)
    if (permissions.includes('identity:read')) throw redirect({ to: '/overview' })
    const entries = modules.flatMap((module) => module.navigation)
    const first = entries.find((each) => !each.permission || permissions.includes(each.permission))
    throw redirect({ to: first?.to ?? '/profile' })
  },
})
