// Changes made elsewhere show without a reload: a topic is heard, its queries are asked again.
import type { QueryClient } from '@tanstack/react-query'
import type { Module } from './module'

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000

/** Connects, and reconnects with growing patience. Returns how to stop. */
export function listen(queries: QueryClient, modules: readonly Module[]): () => void {
  let socket: WebSocket | null = null
  let wait = FIRST_WAIT
  let timer = 0
  let stopped = false

  const connect = () => {
    const at = new URL('/ws', location.href)
    at.protocol = at.protocol.replace('http', 'ws')
    socket = new WebSocket(at)
    let opened = 0
    socket.onopen = () => {
      // Whatever happened while the line was down was missed.
      if (wait > FIRST_WAIT) void queries.invalidateQueries()
      opened = Date.now()
    }
    socket.onmessage = (message) => hear(queries, modules, message.data)
    socket.onclose = () => {
      if (stopped) return
      wait = opened && Date.now() - opened > LONGEST_WAIT ? FIRST_WAIT : Math.min(wait * 2, LONGEST_WAIT)
      timer = window.setTimeout(connect, wait)
    }
  }
  connect()

  return () => {
    stopped = true
    window.clearTimeout(timer)
    if (socket?.readyState === WebSocket.CONNECTING) socket.onopen = () => socket?.close()
    else socket?.close()
  }
}

function hear(queries: QueryClient, modules: readonly Module[], data: unknown): void {
  const topic = topicOf(data)
  if (!topic) return
  for (const module of modules) {
    for (const [prefix, paths] of Object.entries(module.live)) {
      if (topic.startsWith(prefix)) for (const path of paths) void refetch(queries, path)
    }
  }
}

/** Asks again for everything below a path. */
export function refetch(queries: QueryClient, path: string): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey }) => typeof queryKey[1] === 'string' && queryKey[1].startsWith(path),
  })
}

function topicOf(data: unknown): string | null {
  if (typeof data !== 'string') return null
  try {
    const message: unknown = JSON.parse(data)
    if (typeof message !== 'object' || message === null || !('topic' in message)) return null
    return typeof message.topic === 'string' ? message.topic : null
  } catch {
    return null
  }
}
