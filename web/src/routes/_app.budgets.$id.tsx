import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { budgets } from '@/modules/planning/budgets'

export const Route = createFileRoute('/_app/budgets/$id')({ component: () => <RecordPanel of={budgets} /> })
