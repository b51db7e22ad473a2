import { createFileRoute } from '@tanstack/react-router'
import { WhatIfPage } from '@/modules/credit/pages/WhatIfPage'

export const Route = createFileRoute('/_app/credit/$id/what-if')({ component: WhatIfPage })
