import { createFileRoute } from '@tanstack/react-router'
import { MigrationPage } from '@/modules/credit/pages/MigrationPage'

export const Route = createFileRoute('/_app/credit/$id/migration')({ component: MigrationPage })
