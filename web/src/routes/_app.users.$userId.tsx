import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { modulesQuery } from '@/kernel/auth/session'
import { modules } from '@/modules'
import { UserPanel, type UserTab } from '@/modules/identity/UserPanel'

const TABS: readonly UserTab[] = ['account', 'sessions', 'activity']

export const Route = createFileRoute('/_app/users/$userId')({
  validateSearch: (raw: Record<string, unknown>): { tab?: UserTab } => {
    const tab = TABS.find((each) => each === raw.tab)
    return tab && tab !== 'account' ? { tab } : {}
  },
  component: Panel,
})

function Panel() {
  const { userId } = Route.useParams()
  const { tab } = Route.useSearch()
  const { data: running } = useQuery(modulesQuery)
  const links = modules.flatMap((module) => (running?.some((each) => each.name === module.name) ? module.person ?? [] : []))
  return <UserPanel key={userId} userId={userId} tab={tab ?? 'account'} links={links} />
}
