import { createFileRoute } from '@tanstack/react-router'
import { AccountPanel } from '@/modules/planning/accounts/AccountPanels'

export const Route = createFileRoute('/_app/accounts_/$id/edit')({ component: AccountPanel })
