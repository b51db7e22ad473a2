import { createFileRoute } from '@tanstack/react-router'
import { OverviewPage } from '@/modules/identity/OverviewPage'

export const Route = createFileRoute('/_app/overview')({
  component: OverviewPage,
})
