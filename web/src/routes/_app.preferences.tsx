import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { modulesQuery } from '@/kernel/auth/session'
import { modules } from '@/modules'
import { PreferencesPage } from '@/modules/identity/PreferencesPage'

export const Route = createFileRoute('/_app/preferences')({ component: Preferences })

/** What every module lets people choose, as far as the server runs it. */
function Preferences() {
  const { data: running } = useQuery(modulesQuery)
  const shown = modules.filter((module) => module.preferences && running?.some((each) => each.name === module.name))
  return (
    <PreferencesPage>
      {shown.map((module) => module.preferences && <Suspense key={module.name} fallback={null}><module.preferences /></Suspense>)}
    </PreferencesPage>
  )
}
