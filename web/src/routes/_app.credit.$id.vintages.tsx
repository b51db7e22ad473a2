import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { VintagesPage } from '@/modules/credit/pages/VintagesPage'

export const Route = createFileRoute('/_app/credit/$id/vintages')({ validateSearch: portfolioSearch<'grain' | 'age' | 'by' | 'of' | 'ended'>(), component: VintagesPage })
