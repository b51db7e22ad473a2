import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { GeographyPage } from '@/modules/credit/pages/GeographyPage'

export const Route = createFileRoute('/_app/credit/$id/geography')({ validateSearch: portfolioSearch<'limit'>(), component: GeographyPage })
