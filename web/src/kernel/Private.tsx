import type { ReactNode } from 'react'

/** An amount or a name: one key blurs them all for people who share their screen. */
export function Private({ children }: { children: ReactNode }) {
  return <span data-private>{children}</span>
}
