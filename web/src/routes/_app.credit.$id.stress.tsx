import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { StressPage } from '@/modules/credit/pages/StressPage'

export const Route = createFileRoute('/_app/credit/$id/stress')({ validateSearch: portfolioSearch<'shift' | 'defaults' | 'recovery'>(), component: StressPage })
