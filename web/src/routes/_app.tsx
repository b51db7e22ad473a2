// Everything below needs somebody signed in.
import { useQuery } from '@tanstack/react-query'
import { createFileRoute, redirect } from '@tanstack/react-router'
import { asProblem } from '@/kernel/api/problem'
import { meQuery, modulesQuery } from '@/kernel/auth/session'
import { Broken, Missing } from '@/kernel/shell/Broken'
import { Shell } from '@/kernel/shell/Shell'
import { modules } from '@/modules'

export const Route = createFileRoute('/_app')({
  beforeLoad: async ({ context, location }) => {
    const me = await context.queries.ensureQueryData(meQuery).catch((error: unknown) => {
      if (asProblem(error).status !== 401) throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } })
    })
    if (me.must_change_password) throw redirect({ to: '/new-password' })
    await context.queries.ensureQueryData(modulesQuery)
  },
  component: App,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

/** A module shows because the server runs it, never because the console knows it. */
function App() {
  const { data: running } = useQuery(modulesQuery)
  return <Shell modules={modules.filter((module) => running?.some((each) => each.name === module.name))} />
}
