import { createFileRoute } from '@tanstack/react-router'
import { VintagesPage } from '@/modules/credit/pages/VintagesPage'

export const Route = createFileRoute('/_app/credit/$id/vintages')({ component: VintagesPage })
