import { createFileRoute } from '@tanstack/react-router'
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
  return <UserPanel key={userId} userId={userId} tab={tab ?? 'account'} />
}
