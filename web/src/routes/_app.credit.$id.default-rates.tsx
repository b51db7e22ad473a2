import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { DefaultRatesPage } from '@/modules/credit/pages/DefaultRatesPage'

export const Route = createFileRoute('/_app/credit/$id/default-rates')({ validateSearch: portfolioSearch<'base' | 'from' | 'to' | 'horizon' | 'of'>(), component: DefaultRatesPage })
