import { createFileRoute } from '@tanstack/react-router'
import { NewImportPage } from '@/modules/planning/import/NewImportPage'

export const Route = createFileRoute('/_app/imports_/new')({
  validateSearch: (raw: Record<string, unknown>): { account?: string } => (/^\d+$/.test(String(raw.account)) ? { account: String(raw.account) } : {}),
  component: NewImportPage,
})
