import { createFileRoute } from '@tanstack/react-router'
import { CashFlowPage } from '@/modules/credit/pages/CashFlowPage'

export const Route = createFileRoute('/_app/credit/$id/cash-flow')({ component: CashFlowPage })
