import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { categories } from '@/modules/planning/categories'

export const Route = createFileRoute('/_app/categories/new')({ component: () => <NewPanel of={categories} /> })
