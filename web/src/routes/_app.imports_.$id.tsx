import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ImportPage } from '@/modules/planning/import/ImportPage'

export const Route = createFileRoute('/_app/imports_/$id')({ validateSearch: listSearch('tab'), component: ImportPage })
