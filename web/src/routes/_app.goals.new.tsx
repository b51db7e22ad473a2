import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { goals } from '@/modules/planning/goals'

export const Route = createFileRoute('/_app/goals/new')({ component: () => <NewPanel of={goals} /> })
