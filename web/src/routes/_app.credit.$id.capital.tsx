import { createFileRoute } from '@tanstack/react-router'
import { CapitalPage } from '@/modules/credit/pages/CapitalPage'

export const Route = createFileRoute('/_app/credit/$id/capital')({ component: CapitalPage })
