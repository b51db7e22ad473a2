import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { UploadPage } from '@/modules/credit/uploads/UploadPage'

export const Route = createFileRoute('/_app/credit/$id/uploads/new')({
  validateSearch: portfolioSearch<'kind'>(),
  component: UploadPage,
})
