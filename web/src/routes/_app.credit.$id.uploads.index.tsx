import { createFileRoute } from '@tanstack/react-router'
import { UploadsPage } from '@/modules/credit/uploads/UploadsPage'

export const Route = createFileRoute('/_app/credit/$id/uploads/')({ component: UploadsPage })
