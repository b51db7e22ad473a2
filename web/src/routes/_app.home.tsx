import { createFileRoute } from '@tanstack/react-router'
import { HomePage } from '@/modules/planning/home/HomePage'

export const Route = createFileRoute('/_app/home')({
  validateSearch: (raw: Record<string, unknown>): { currency?: string } => (/^[A-Z]{3}$/.test(String(raw.currency)) ? { currency: String(raw.currency) } : {}),
  component: HomePage,
})
