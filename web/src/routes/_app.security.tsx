import { createFileRoute } from '@tanstack/react-router'
import { SecurityPage } from '@/modules/identity/SecurityPage'

export const Route = createFileRoute('/_app/security')({
  component: SecurityPage,
})
