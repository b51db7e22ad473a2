import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { ConcentrationPage } from '@/modules/credit/pages/ConcentrationPage'

export const Route = createFileRoute('/_app/credit/$id/concentration')({ validateSearch: portfolioSearch<'limit' | 'warn' | 'by'>(), component: ConcentrationPage })
