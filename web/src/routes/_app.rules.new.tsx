import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { rules } from '@/modules/planning/rulesOf'

export const Route = createFileRoute('/_app/rules/new')({ component: () => <NewPanel of={rules} /> })
