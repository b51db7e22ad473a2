import { createFileRoute } from '@tanstack/react-router'
import { OverviewPage } from '@/modules/credit/pages/OverviewPage'

export const Route = createFileRoute('/_app/credit/$id/')({ component: OverviewPage })
