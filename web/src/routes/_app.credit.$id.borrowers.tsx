import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { BorrowersPage } from '@/modules/credit/pages/BorrowersPage'

export const Route = createFileRoute('/_app/credit/$id/borrowers')({ validateSearch: portfolioSearch<'name' | 'sort' | 'page'>(), component: BorrowersPage })
