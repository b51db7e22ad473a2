import { createFileRoute } from '@tanstack/react-router'
import { type Days, RANGES, USUAL } from '@/modules/identity/analytics'
import { AnalyticsPage } from '@/modules/identity/AnalyticsPage'

export const Route = createFileRoute('/_app/analytics')({
  validateSearch: (raw: Record<string, unknown>): { days?: Days } => {
    const days = RANGES.find((each) => each === Number(raw.days))
    return days && days !== USUAL ? { days } : {}
  },
  component: AnalyticsPage,
})
