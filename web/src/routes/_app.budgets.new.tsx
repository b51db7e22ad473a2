import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { budgets } from '@/modules/planning/budgets'

export const Route = createFileRoute('/_app/budgets/new')({ component: () => <NewPanel of={budgets} /> })
