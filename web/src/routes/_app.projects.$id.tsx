import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { projects } from '@/modules/planning/projects'

export const Route = createFileRoute('/_app/projects/$id')({ component: () => <RecordPanel of={projects} /> })
