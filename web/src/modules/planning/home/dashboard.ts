// The start page's one call.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { addMonths, monthOf } from '@/kernel/dates'
import { money, type Money } from '@/kernel/money'

export const DASHBOARD = '/api/user/dashboard'

/** What other modules add where they run; the document of the planning module cannot name it. */
interface Beside {
  coverage: number
  open_claims: number
  unread_count: number
  open_tickets: number
  renewals: { policy_id: number; policy_number: string; renewal_date: string; premium: number; currency: string }[]
  next_renewal: Beside['renewals'][number] | null
}

export type Dashboard = Answer<typeof DASHBOARD> & Partial<Beside>

export function dashboardQuery(currency: string | undefined) {
  return queryOptions({
    queryKey: ['get', DASHBOARD, currency ?? null],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await client.GET(DASHBOARD, { params: { query: currency ? { currency } : {} }, signal })).data as Dashboard,
  })
}

export interface Upcoming {
  key: string
  on: string
  kind: 'renewal' | 'goal'
  name: string
  to: string
  amount: Money | null
  currency: string
}

const SOON_MONTHS = 4

/** Renewals, and goals that fall due soon; the nearest first. */
export function upcoming(of: Dashboard, now: Date = new Date()): Upcoming[] {
  const until = addMonths(monthOf(now), SOON_MONTHS)
  const renewals = of.renewals ?? (of.next_renewal ? [of.next_renewal] : [])
  return [
    ...renewals.map((each): Upcoming => ({
      key: `policy-${each.policy_id}`, on: each.renewal_date.slice(0, 10), kind: 'renewal', name: each.policy_number, to: `/policies/${each.policy_id}`, amount: money(each.premium), currency: each.currency,
    })),
    ...of.goals.filter((each) => each.deadline.slice(0, 7) <= until).map((each): Upcoming => ({
      key: `goal-${each.id}`, on: each.deadline.slice(0, 10), kind: 'goal', name: each.goal_name, to: `/goals/${each.id}`, amount: money(each.remaining), currency: each.currency,
    })),
  ].sort((one, other) => one.on.localeCompare(other.on)).slice(0, 6)
}
