import { createFileRoute } from '@tanstack/react-router'
import { portfolioSearch } from '@/modules/credit/search'
import { WatchListPage } from '@/modules/credit/pages/WatchListPage'

export const Route = createFileRoute('/_app/credit/$id/watch-list')({ validateSearch: portfolioSearch<'watched'>(), component: WatchListPage })
