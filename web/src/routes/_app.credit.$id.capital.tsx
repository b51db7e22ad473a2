import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { CapitalPage } from '@/modules/credit/pages/CapitalPage'

export const Route = createFileRoute('/_app/credit/$id/capital')({ validateSearch: portfolioSearch<'class' | 'floors' | 'level' | 'rho'>(), component: CapitalPage })
