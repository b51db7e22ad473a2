import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { goals } from '@/modules/planning/goals'

export const Route = createFileRoute('/_app/goals/$id')({ component: () => <RecordPanel of={goals} /> })
