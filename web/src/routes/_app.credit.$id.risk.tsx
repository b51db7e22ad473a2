import { createFileRoute } from '@tanstack/react-router'
import { RiskPage } from '@/modules/credit/pages/RiskPage'

export const Route = createFileRoute('/_app/credit/$id/risk')({ component: RiskPage })
