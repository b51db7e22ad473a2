import { createFileRoute } from '@tanstack/react-router'
import { HealthPage } from '@/modules/credit/pages/HealthPage'

export const Route = createFileRoute('/_app/credit/$id/health')({ component: HealthPage })
