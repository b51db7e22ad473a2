// The one way to the server. Types come from its OpenAPI document; cookies carry the session.
import createClient, { type Middleware } from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'
import { Problem, problemOf } from './problem'
import type { paths } from './schema'

const REFRESH = '/api/auth/refresh' satisfies keyof paths
/** A 401 from these speaks of the password or code just typed, not of the session. */
const SIGNING_IN: readonly (keyof paths)[] = [
  '/api/auth/login', '/api/auth/2fa', '/api/auth/register', '/api/auth/password/reset', '/api/setup', REFRESH,
]

let refreshing: Promise<boolean> | null = null
let onSignedOut: () => void = () => undefined

/** What to do when the session is over for good. */
export function whenSignedOut(run: () => void): void {
  onSignedOut = run
}

/** One refresh at a time, however many calls found the session expired. */
function refresh(): Promise<boolean> {
  refreshing ??= fetch(REFRESH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
    .then((response) => response.ok, () => false)
    .finally(() => {
      refreshing = null
    })
  return refreshing
}

async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await reach(request)
  const path = new URL(request.url).pathname
  if (response.status !== 401 || SIGNING_IN.some((each) => each === path)) return response
  if (await refresh()) {
    const second = await reach(again)
    if (second.status !== 401) return second
  }
  onSignedOut()
  return response
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    throw new Problem(0, 'The server did not answer.')
  }
}

const failures: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
  },
}

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  fetch: send,
  // The server reads ?a=1&a=2; undefined is left out by openapi-fetch itself.
  querySerializer: { array: { style: 'form', explode: true } },
})
client.use(failures)

/** Queries and mutations for React, keyed by [method, path, parameters]. */
export const $api = createQueryClient(client)
