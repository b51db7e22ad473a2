// Parts of the frame that are seldom wanted: fetched and mounted at the first use.
import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react'

export interface LateProps {
  onReady: () => void
}

/** A component that shows nothing until `use` is called, and the way to use it. */
export function late<M>(load: () => Promise<M>, component: (module: M) => ComponentType<LateProps>) {
  let module: Promise<M> | null = null
  let ready: () => void = () => undefined
  const mounted = new Promise<void>((resolve) => { ready = resolve })
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const fetch = () => (module ??= load())
  const Part = lazy(() => fetch().then((loaded) => ({ default: component(loaded) })))

  function Late() {
    const wanted = useSyncExternalStore(subscribe, () => module !== null)
    return wanted ? <Suspense fallback={null}><Part onReady={ready} /></Suspense> : null
  }

  async function use(run: (loaded: M) => void): Promise<void> {
    const loaded = fetch()
    for (const listener of listeners) listener()
    await mounted
    run(await loaded)
  }

  return { Late, use }
}
