import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { CashFlowPage } from '@/modules/credit/pages/CashFlowPage'

export const Route = createFileRoute('/_app/credit/$id/cash-flow')({ validateSearch: portfolioSearch<'months' | 'ends' | 'interest'>(), component: CashFlowPage })
