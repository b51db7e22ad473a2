import { createFileRoute } from '@tanstack/react-router'
import { Ifrs9Page } from '@/modules/credit/pages/Ifrs9Page'

export const Route = createFileRoute('/_app/credit/$id/ifrs9')({ component: Ifrs9Page })
