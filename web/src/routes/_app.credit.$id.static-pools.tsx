import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { StaticPoolsPage } from '@/modules/credit/pages/StaticPoolsPage'

export const Route = createFileRoute('/_app/credit/$id/static-pools')({ validateSearch: portfolioSearch<'every' | 'age' | 'from' | 'to' | 'by' | 'of' | 'ended'>(), component: StaticPoolsPage })
