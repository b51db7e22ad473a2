import { createFileRoute } from '@tanstack/react-router'
import { LossPage } from '@/modules/credit/pages/LossPage'

export const Route = createFileRoute('/_app/credit/$id/loss')({ component: LossPage })
