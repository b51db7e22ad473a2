import { createFileRoute } from '@tanstack/react-router'
import { DefaultRatesPage } from '@/modules/credit/pages/DefaultRatesPage'

export const Route = createFileRoute('/_app/credit/$id/default-rates')({ component: DefaultRatesPage })
