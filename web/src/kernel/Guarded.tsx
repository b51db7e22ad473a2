import type { ReactNode } from 'react'
import { useCan } from './auth/session'
import { Forbidden } from './states/States'

/** Shows its children to those who hold the right, and to others what they lack. */
export function Guarded({ permission, children }: { permission: string; children: ReactNode }) {
  return useCan()(permission) ? children : <Forbidden permission={permission} />
}
