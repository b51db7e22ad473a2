// Sending a file, with how far it has come: fetch tells nothing of that.
import { client } from '@/kernel/api/client'
import { Problem, problemOf } from '@/kernel/api/problem'
import { type Progress, sent } from './progress'
import { BULK, type LoadKind, type LoadMode, type LoadResult } from './shapes'

export interface Sending {
  result: Promise<LoadResult>
  cancel: () => void
}

export function sendFile(portfolio: number, kind: LoadKind, mode: LoadMode, file: File, key: string, onProgress: (progress: Progress) => void): Sending {
  const request = new XMLHttpRequest()
  let cancelled = false
  const result = (async () => {
    // Renews an expired session first, which an upload of its own could not.
    await client.GET('/api/auth/me')
    if (cancelled) throw new Problem(-1, '')
    return new Promise<LoadResult>((resolve, reject) => {
      request.open('POST', `${BULK[kind].replace('{id}', String(portfolio))}?mode=${mode}`)
      request.setRequestHeader('X-Load-Key', key)
      request.upload.onprogress = (event) => { if (event.lengthComputable) onProgress(sent(event.loaded, event.total)) }
      request.upload.onload = () => onProgress(sent(1, 1))
      request.onerror = () => reject(new Problem(0, 'The server did not answer.'))
      request.onabort = () => reject(new Problem(-1, ''))
      request.onload = () => {
        if (request.status < 300) return resolve(JSON.parse(request.responseText) as LoadResult)
        const headers = new Headers({ 'x-request-id': request.getResponseHeader('x-request-id') ?? '' })
        void problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject, reject)
      }
      const form = new FormData()
      form.set('file', file, file.name)
      request.send(form)
    })
  })()
  return { result, cancel: () => { cancelled = true; request.abort() } }
}
