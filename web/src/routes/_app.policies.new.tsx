import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { policies } from '@/modules/insurance/policies'

export const Route = createFileRoute('/_app/policies/new')({ component: () => <NewPanel of={policies} /> })
