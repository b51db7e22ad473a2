import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { projects } from '@/modules/planning/projects'

export const Route = createFileRoute('/_app/projects/new')({ component: () => <NewPanel of={projects} /> })
