import { createFileRoute } from '@tanstack/react-router'
import { ReportPage } from '@/modules/credit/pages/ReportPage'

export const Route = createFileRoute('/_app/credit/$id/report')({ component: ReportPage })
