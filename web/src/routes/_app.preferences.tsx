import { createFileRoute } from '@tanstack/react-router'
import { PreferencesPage } from '@/modules/identity/PreferencesPage'

export const Route = createFileRoute('/_app/preferences')({
  component: PreferencesPage,
})
