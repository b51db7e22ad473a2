import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { YieldPage } from '@/modules/credit/pages/YieldPage'

export const Route = createFileRoute('/_app/credit/$id/yield')({ validateSearch: portfolioSearch<'kind' | 'often' | 'flows' | 'guess'>(), component: YieldPage })
