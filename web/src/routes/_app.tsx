// Everything below needs somebody signed in, but for the pages that a module opens to everybody.
import { useQuery } from '@tanstack/react-query'
import { createFileRoute, redirect } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { asProblem } from '@/kernel/api/problem'
import { meQuery, modulesQuery } from '@/kernel/auth/session'
import { Broken, Missing } from '@/kernel/shell/Broken'
import { Shell } from '@/kernel/shell/Shell'
import { isOpen, modules } from '@/modules'

const OpenShell = lazy(() => import('@/kernel/shell/OpenShell').then((file) => ({ default: file.OpenShell })))

export const Route = createFileRoute('/_app')({
  beforeLoad: async ({ context, location }) => {
    const before = context.queries.getQueryState(meQuery.queryKey)
    // A stranger among open pages was asked for a moment ago.
    if (isOpen(location.pathname) && before?.error && Date.now() - before.errorUpdatedAt < 60_000 && asProblem(before.error).status === 401) return
    const me = await context.queries.ensureQueryData(meQuery).catch((error: unknown) => {
      if (asProblem(error).status !== 401) throw error
      if (isOpen(location.pathname)) return null
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    })
    if (!me) return
    if (me.must_change_password) throw redirect({ to: '/new-password' })
    await context.queries.ensureQueryData(modulesQuery)
  },
  component: App,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

/** A module shows because the server runs it, never because the console knows it. */
function App() {
  const { data: me } = useQuery({ ...meQuery, enabled: false })
  const { data: running } = useQuery({ ...modulesQuery, enabled: me !== undefined })
  // The same list as long as it is the same: the line to the server hangs on it.
  const shown = useMemo(() => modules.filter((module) => running?.some((each) => each.name === module.name)), [running])
  if (!me) return <Suspense fallback={null}><OpenShell modules={modules} /></Suspense>
  return <Shell modules={shown} />
}
