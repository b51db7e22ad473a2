import { createFileRoute, redirect } from '@tanstack/react-router'
import { monthOf } from '@/kernel/dates'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { budgets } from '@/modules/planning/budgets'

export const Route = createFileRoute('/_app/budgets')({
  validateSearch: listSearch('month', 'currency', 'category'),
  beforeLoad: ({ location }) => {
    const asked = new URLSearchParams(location.searchStr)
    if (asked.has('month')) return
    // A list by month opens on the present one.
    asked.set('month', monthOf(new Date()))
    throw redirect({ href: `${location.pathname}?${asked}`, replace: true })
  },
  component: () => <ResourcePage of={budgets} />,
})
