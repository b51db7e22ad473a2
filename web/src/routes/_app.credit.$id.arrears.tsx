import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { ArrearsPage } from '@/modules/credit/pages/ArrearsPage'

export const Route = createFileRoute('/_app/credit/$id/arrears')({ validateSearch: portfolioSearch<'by' | 'limits'>(), component: ArrearsPage })
