import { createFileRoute } from '@tanstack/react-router'
import { RecordPanel } from '@/kernel/resource/RecordPanel'
import { settings } from '@/modules/realty/settings/settings'

export const Route = createFileRoute('/_app/realty-settings/$id')({ component: () => <RecordPanel of={settings} /> })
