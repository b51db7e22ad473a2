import { createFileRoute } from '@tanstack/react-router'
import { NewAccountPanel } from '@/modules/planning/accounts/AccountPanels'

export const Route = createFileRoute('/_app/accounts/new')({ component: NewAccountPanel })
