import { createFileRoute } from '@tanstack/react-router'
import { ConcentrationPage } from '@/modules/credit/pages/ConcentrationPage'

export const Route = createFileRoute('/_app/credit/$id/concentration')({ component: ConcentrationPage })
