// Who is signed in, and what he may do. The server decides; the console only asks.
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { $api, client } from '../api/client'
import type { Me } from '../api/types'

export const meQuery = $api.queryOptions('get', '/api/auth/me', undefined, { staleTime: 60_000 })
export const modulesQuery = $api.queryOptions('get', '/api/modules', undefined, { staleTime: 300_000 })

/** Only below the signed-in routes, which load it before they show anything. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  if (!data) throw new Error('useMe outside of the signed-in pages')
  return data
}

export type Can = (permission: string | undefined) => boolean

export function useCan(): Can {
  const { permissions } = useMe()
  return (permission) => permission === undefined || (permissions ?? []).includes(permission)
}

export async function signOut(queries: QueryClient): Promise<void> {
  try {
    await client.POST('/api/auth/logout')
  } finally {
    queries.clear()
  }
}
