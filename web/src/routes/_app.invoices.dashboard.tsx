import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage } from '@/modules/invoices/dashboard/DashboardPage'

const NAMES = ['from', 'until', 'vendor', 'batch', 'status'] as const

export const Route = createFileRoute('/_app/invoices/dashboard')({
  validateSearch: (raw: Record<string, unknown>): { [K in (typeof NAMES)[number]]?: string } =>
    Object.fromEntries(NAMES.flatMap((name) => (raw[name] ? [[name, String(raw[name])]] : []))),
  component: DashboardPage,
})
