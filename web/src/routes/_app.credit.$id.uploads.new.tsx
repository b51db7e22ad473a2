import { createFileRoute } from '@tanstack/react-router'
import { UploadPage } from '@/modules/credit/uploads/UploadPage'

export const Route = createFileRoute('/_app/credit/$id/uploads/new')({ component: UploadPage })
