import { createFileRoute } from '@tanstack/react-router'
import { BorrowersPage } from '@/modules/credit/pages/BorrowersPage'

export const Route = createFileRoute('/_app/credit/$id/borrowers')({ component: BorrowersPage })
