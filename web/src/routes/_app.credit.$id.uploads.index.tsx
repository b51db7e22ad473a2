import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { UploadsPage } from '@/modules/credit/uploads/UploadsPage'

export const Route = createFileRoute('/_app/credit/$id/uploads/')({
  validateSearch: listSearch(),
  component: UploadsPage,
})
