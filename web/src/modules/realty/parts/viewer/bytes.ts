// A model's bytes, with how far they have come: models are large.
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'

const OWN = /^\/api\/files\/(\d+)$/

/** Whether the house keeps the file itself; the content policy fetches nothing from elsewhere. */
export function isKept(url: string): boolean {
  return OWN.test(url)
}

export async function bytesOf(url: string, size: number | null, progress: (percent: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
  const id = Number(OWN.exec(url)?.[1])
  const { data } = await client.GET('/api/files/{id}', { params: { path: { id } }, parseAs: 'stream', signal })
  if (!(data instanceof ReadableStream)) throw new Problem(0, 'The server did not answer.')
  const reader = (data as ReadableStream<Uint8Array>).getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    length += value.length
    if (size) progress(Math.min(99, Math.floor((length / size) * 100)))
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all.buffer
}
