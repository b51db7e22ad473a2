import { createFileRoute } from '@tanstack/react-router'
import { ResourcePage } from '@/kernel/resource/ResourcePage'
import { listSearch } from '@/kernel/table/search'
import { settings } from '@/modules/realty/settings/settings'

export const Route = createFileRoute('/_app/realty-settings')({
  validateSearch: listSearch('category'),
  component: () => <ResourcePage of={settings} />,
})
