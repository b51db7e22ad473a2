import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage } from '@/modules/realty/builder/DashboardPage'

export const Route = createFileRoute('/_app/builder/')({ component: DashboardPage })
