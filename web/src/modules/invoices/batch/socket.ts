// The line to the chat: a question goes out, the answer comes word by word.
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { ChatMessage } from '../invoices'

export type Frame =
  | { type: 'content'; content: string; restart?: boolean }
  | { type: 'complete'; links?: ChatMessage['links']; subtasks?: ChatMessage['subtasks'] }
  | { type: 'error'; content: string }

/** Reads a frame; what is none is nothing. */
export function frameOf(data: unknown): Frame | null {
  try {
    const frame: unknown = typeof data === 'string' ? JSON.parse(data) : null
    if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null
    return frame.type === 'content' || frame.type === 'complete' || frame.type === 'error' ? (frame as Frame) : null
  } catch {
    return null
  }
}

export interface Told {
  content: string
  links: ChatMessage['links']
  subtasks: ChatMessage['subtasks']
}

/** Asks, and calls back with what has come so far. Without a socket the whole answer comes at once. */
export async function ask(batchId: number, question: string, heard: (told: Told) => void, signal: AbortSignal): Promise<void> {
  // Renews an expired session first, which a socket of its own could not.
  await client.GET('/api/auth/me')
  const streamed = await stream(batchId, question, heard, signal)
  if (streamed || signal.aborted) return
  const { data } = await client.POST('/api/chat/message', { body: { batch_id: batchId, message: question, stream: false } })
  if (data && 'message' in data) heard({ content: data.message.content, links: data.message.links, subtasks: data.message.subtasks })
}

/** Whether the socket took the question. */
function stream(batchId: number, question: string, heard: (told: Told) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const at = new URL(`/ws/chat?batch_id=${batchId}`, location.href)
    at.protocol = at.protocol.replace('http', 'ws')
    const socket = new WebSocket(at)
    let asked = false
    let told: Told = { content: '', links: [], subtasks: [] }
    const end = () => { signal.removeEventListener('abort', end); socket.close(); resolve(true) }
    signal.addEventListener('abort', end)
    socket.onopen = () => {
      asked = true
      socket.send(JSON.stringify({ content: question }))
    }
    socket.onmessage = (message) => {
      const frame = frameOf(message.data)
      if (!frame) return
      if (frame.type === 'error') {
        socket.close()
        return reject(new Problem(0, frame.content))
      }
      if (frame.type === 'content') {
        // What is done comes without words; and words may be taken back for another answer.
        if (frame.content === '') return
        told = { ...told, content: frame.restart ? '' : told.content + frame.content }
      }
      else told = { ...told, links: frame.links ?? [], subtasks: frame.subtasks ?? [] }
      heard(told)
      if (frame.type === 'complete') end()
    }
    socket.onclose = () => resolve(asked)
    socket.onerror = () => resolve(asked)
  })
}
