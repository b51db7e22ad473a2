import { createFileRoute } from '@tanstack/react-router'
import { listSearch } from '@/kernel/table/search'
import { ImportsPage } from '@/modules/planning/import/ImportsPage'

export const Route = createFileRoute('/_app/imports')({ validateSearch: listSearch(), component: ImportsPage })
