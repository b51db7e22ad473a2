import { createFileRoute } from '@tanstack/react-router'
import { DevelopmentsPage } from '@/modules/realty/public/DevelopmentsPage'
import { offerSearch } from '@/modules/realty/public/search'

export const Route = createFileRoute('/_app/developments')({
  validateSearch: offerSearch,
  component: DevelopmentsPage,
})
