import { createFileRoute } from '@tanstack/react-router'
import { CovenantsPage } from '@/modules/credit/pages/CovenantsPage'

export const Route = createFileRoute('/_app/credit/$id/covenants')({ component: CovenantsPage })
