import { createFileRoute } from '@tanstack/react-router'
import { FiguresPage } from '@/modules/insurance/FiguresPage'

export const Route = createFileRoute('/_app/insurance-figures')({
  validateSearch: (raw: Record<string, unknown>): { as_of?: string; currency?: string } => ({
    ...(typeof raw.as_of === 'string' && /^\d{4}-\d\d-\d\d$/.test(raw.as_of) ? { as_of: raw.as_of } : {}),
    ...(typeof raw.currency === 'string' && /^[A-Z]{3}$/.test(raw.currency) ? { currency: raw.currency } : {}),
  }),
  component: FiguresPage,
})
