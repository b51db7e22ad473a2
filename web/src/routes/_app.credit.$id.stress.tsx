import { createFileRoute } from '@tanstack/react-router'
import { StressPage } from '@/modules/credit/pages/StressPage'

export const Route = createFileRoute('/_app/credit/$id/stress')({ component: StressPage })
