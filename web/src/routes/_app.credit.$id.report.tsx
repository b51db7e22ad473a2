import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { ReportPage } from '@/modules/credit/pages/ReportPage'

export const Route = createFileRoute('/_app/credit/$id/report')({ validateSearch: portfolioSearch<'type' | 'sections'>(), component: ReportPage })
