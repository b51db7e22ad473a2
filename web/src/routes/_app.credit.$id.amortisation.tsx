import { createFileRoute } from '@tanstack/react-router'
import { AmortisationPage } from '@/modules/credit/pages/AmortisationPage'

export const Route = createFileRoute('/_app/credit/$id/amortisation')({ component: AmortisationPage })
