import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { WhatIfPage } from '@/modules/credit/pages/WhatIfPage'

export const Route = createFileRoute('/_app/credit/$id/what-if')({ validateSearch: portfolioSearch<'what' | 'bp' | 'of' | 'part' | 'recovery' | 'name' | 'exposure' | 'to_rating' | 'to_status'>(), component: WhatIfPage })
