import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { MigrationPage } from '@/modules/credit/pages/MigrationPage'

export const Route = createFileRoute('/_app/credit/$id/migration')({ validateSearch: portfolioSearch<'method' | 'show' | 'horizon' | 'withdrawals' | 'from' | 'to' | 'cell' | 'kind'>(), component: MigrationPage })
