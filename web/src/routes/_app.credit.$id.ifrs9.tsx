import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { Ifrs9Page } from '@/modules/credit/pages/Ifrs9Page'

export const Route = createFileRoute('/_app/credit/$id/ifrs9')({ validateSearch: portfolioSearch<'notches' | 'timing' | 'steps' | 'repayment' | 'watch' | 'stage' | 'reason'>(), component: Ifrs9Page })
