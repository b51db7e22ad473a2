import { createFileRoute } from '@tanstack/react-router'
import { MaturityPage } from '@/modules/credit/pages/MaturityPage'

export const Route = createFileRoute('/_app/credit/$id/maturity')({ component: MaturityPage })
