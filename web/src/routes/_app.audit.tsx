import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { AuditPage } from '@/modules/identity/AuditPage'

export const Route = createFileRoute('/_app/audit')({
  validateSearch: listSearch('action', 'who', 'target', 'since', 'until'),
  component: AuditPage,
})
