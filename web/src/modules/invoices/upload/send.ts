// Sending files, with how far they have come: fetch tells nothing of that.
import { client } from '@/kernel/api/client'
import { Problem, problemOf } from '@/kernel/api/problem'
import type { Path } from '@/kernel/api/types'
import type { Uploaded } from '../invoices'

const UPLOAD = '/api/invoices/upload' satisfies Path

export interface Refusal { filename: string; detail: string }
export interface Answered { invoices: Uploaded[]; refused: Refusal[] }

export async function sendFiles(batchId: number, files: readonly File[], progress: (share: number) => void): Promise<Answered> {
  const form = new FormData()
  // Before the files, so that a wrong batch is refused before they are read.
  form.set('batch_id', String(batchId))
  for (const file of files) form.append('files', file, file.name)
  // Renews an expired session first, which an upload of its own could not.
  await client.GET('/api/auth/me')
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(form, progress)
    } catch (error) {
      // Too many at once is no fault of the files: they wait, and go again.
      if (!(error instanceof Problem) || error.status !== 429 || attempt >= 6) throw error
      await new Promise((resolve) => { window.setTimeout(resolve, 1_000 * 2 ** attempt) })
    }
  }
}

function once(form: FormData, progress: (share: number) => void): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', UPLOAD)
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total) }
    request.onerror = () => reject(new Problem(0, 'The server did not answer.'))
    request.onload = () => {
      if (request.status < 300) {
        return resolve({ invoices: JSON.parse(request.responseText) as Uploaded[], refused: refusals(request.getResponseHeader('x-refused-files')) })
      }
      const headers = new Headers({ 'x-request-id': request.getResponseHeader('x-request-id') ?? '' })
      void problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject, reject)
    }
    request.send(form)
  })
}

export function refusals(header: string | null): Refusal[] {
  try {
    const list: unknown = JSON.parse(header || '[]')
    return Array.isArray(list) ? list.filter((each): each is Refusal => typeof each?.filename === 'string') : []
  } catch {
    return []
  }
}
