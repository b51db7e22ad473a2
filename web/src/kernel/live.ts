// Changes made elsewhere show without a reload: a topic is heard, its queries are asked again.
import type { Query, QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
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

type Listener = (topic: string, body: unknown) => void
const listeners = new Set<Listener>()

/** Hears the topics that begin so while the component is shown, with what they say: progress, mostly. */
export function useHeard(prefix: string, run: Listener): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const own: Listener = (topic, body) => { if (topic.startsWith(prefix)) latest.current(topic, body) }
    listeners.add(own)
    return () => { listeners.delete(own) }
  }, [prefix])
}

function hear(queries: QueryClient, modules: readonly Module[], data: unknown): void {
  const message = messageOf(data)
  if (!message) return
  const { topic } = message
  // Some were missed on the way: read everything anew.
  if (topic === 'house.resync') void queries.invalidateQueries()
  for (const listener of listeners) listener(topic, message.body)
  for (const module of modules) {
    for (const [prefix, paths] of Object.entries(module.live)) {
      if (topic.startsWith(prefix)) for (const path of paths) void refetch(queries, path)
    }
  }
}

/**
 * Asks again for everything below a path. A first answer that is still under way may have been read before the change,
 * and the library would let it stand: what it belongs to is asked once more when it has come.
 */
export async function refetch(queries: QueryClient, path: string): Promise<void> {
  const below = ({ queryKey }: Query) => typeof queryKey[1] === 'string' && queryKey[1].startsWith(path)
  const first = queries.getQueryCache().findAll({ predicate: below, fetchStatus: 'fetching' }).filter((query) => query.state.data === undefined)
  await queries.invalidateQueries({ predicate: below })
  if (first.length > 0) await queries.invalidateQueries({ predicate: (query) => first.includes(query) })
}

function messageOf(data: unknown): { topic: string; body: unknown } | null {
  if (typeof data !== 'string') return null
  try {
    const message: unknown = JSON.parse(data)
    if (typeof message !== 'object' || message === null || !('topic' in message)) return null
    if (typeof message.topic !== 'string') return null
    return { topic: message.topic, body: 'body' in message ? message.body : null }
  } catch {
    return null
  }
}
