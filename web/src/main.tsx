import { createRouter, RouterContextProvider, RouterProvider } from '@tanstack/react-router'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './kernel/mantine.css'
import './kernel/styles.css'
import { Dialogs } from './kernel/dialogs'
import { asProblem } from './kernel/api/problem'
import { whenSignedOut } from './kernel/api/client'
import { meQuery } from './kernel/auth/session'
import { startShortcuts } from './kernel/keys'
import { startLanguage } from './kernel/language'
import { show } from './kernel/preferences'
import { printLight } from './kernel/print'
import { readSearch, writeSearch } from './kernel/table/search'
import { Toasts } from './kernel/toast'
import { theme, variables } from './kernel/theme'
import { isOpen, words } from './modules'
import { routeTree } from './routeTree.gen'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal will be the same next time; a lost line may not.
      retry: (count, error) => count < 1 && (asProblem(error).unreachable || asProblem(error).status >= 500),
    },
  },
})

const router = createRouter({
  routeTree,
  context: { queries },
  defaultPreload: 'intent',
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

whenSignedOut(() => {
  const here = router.state.location
  if (here.pathname === '/sign-in') return
  if (isOpen(here.pathname)) {
    // Who was signed in looks on as a stranger; who never was stays one.
    if (!queries.getQueryData(meQuery.queryKey)) return
    queries.clear()
    void router.invalidate()
    return
  }
  queries.clear()
  void router.navigate({ to: '/sign-in', search: { next: here.href } })
})

async function start(): Promise<void> {
  show()
  startShortcuts()
  printLight()
  await startLanguage(words)
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <MantineProvider
        theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: 'bursar.scheme' })}
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          {/* Forms in dialogs warn of what is not saved: they need the router, too. */}
          <RouterContextProvider router={router}><Dialogs /></RouterContextProvider>
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

void start()
