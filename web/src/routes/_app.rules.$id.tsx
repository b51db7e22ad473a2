import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { rules } from '@/modules/planning/rulesOf'

export const Route = createFileRoute('/_app/rules/$id')({ component: () => <RecordPanel of={rules} /> })
