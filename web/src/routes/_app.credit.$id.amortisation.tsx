import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { AmortisationPage } from '@/modules/credit/pages/AmortisationPage'

export const Route = createFileRoute('/_app/credit/$id/amortisation')({ validateSearch: portfolioSearch<'kind' | 'often' | 'start' | 'principal' | 'rate' | 'years'>(), component: AmortisationPage })
