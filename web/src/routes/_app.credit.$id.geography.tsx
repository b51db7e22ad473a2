import { createFileRoute } from '@tanstack/react-router'
import { GeographyPage } from '@/modules/credit/pages/GeographyPage'

export const Route = createFileRoute('/_app/credit/$id/geography')({ component: GeographyPage })
