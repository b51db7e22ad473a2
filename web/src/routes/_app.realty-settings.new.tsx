import { createFileRoute } from '@tanstack/react-router'
import { NewPanel } from '@/kernel/resource/RecordPanel'
import { settings } from '@/modules/realty/settings/settings'

export const Route = createFileRoute('/_app/realty-settings/new')({ component: () => <NewPanel of={settings} /> })
