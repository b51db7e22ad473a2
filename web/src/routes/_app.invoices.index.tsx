import { createFileRoute } from '@tanstack/react-router'
import { UploadPage } from '@/modules/invoices/upload/UploadPage'

export const Route = createFileRoute('/_app/invoices/')({
  validateSearch: (raw: Record<string, unknown>): { standing?: string; at?: string } => ({
    ...(raw.standing ? { standing: String(raw.standing) } : {}), ...(Number(raw.at) > 1 ? { at: String(raw.at) } : {}),
  }),
  component: UploadPage,
})
