import { createFileRoute } from '@tanstack/react-router'
import { AnalyticsPage } from '@/modules/identity/AnalyticsPage'

export const Route = createFileRoute('/_app/analytics')({
  validateSearch: (raw: Record<string, unknown>): { days?: 7 | 14 } => {
    const days = Number(raw.days)
    return days === 7 || days === 14 ? { days } : {}
  },
  component: AnalyticsPage,
})
