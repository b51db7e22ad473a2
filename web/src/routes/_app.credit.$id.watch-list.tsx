import { createFileRoute } from '@tanstack/react-router'
import { WatchListPage } from '@/modules/credit/pages/WatchListPage'

export const Route = createFileRoute('/_app/credit/$id/watch-list')({ component: WatchListPage })
