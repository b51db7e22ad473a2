import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { categories } from '@/modules/planning/categories'

export const Route = createFileRoute('/_app/categories/$id')({ component: () => <RecordPanel of={categories} /> })
