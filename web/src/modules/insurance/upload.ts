// Sending a file, with how far it has come: fetch tells nothing of that.
import { client } from '@/kernel/api/client'
import { Problem, problemOf } from '@/kernel/api/problem'
import type { Path } from '@/kernel/api/types'

const DOCUMENTS = '/api/v1/insurance/claims/{id}/documents' satisfies Path

export const KINDS = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp', 'image/heic', 'image/heif'] as const
const ENDINGS = /\.(pdf|jpe?g|png|tiff?|webp|heic|heif)$/i
export const MOST_BYTES = 10 * 1024 * 1024

export type Unfit = 'wrongType' | 'tooLarge' | 'empty'

/** Why a file will not do; the server looks again, at what it holds. */
export function unfit(file: Pick<File, 'name' | 'type' | 'size'>): Unfit | null {
  if (!KINDS.some((each) => each === file.type) && !ENDINGS.test(file.name)) return 'wrongType'
  if (file.size > MOST_BYTES) return 'tooLarge'
  return file.size === 0 ? 'empty' : null
}

export async function sendDocument(claimId: number, file: File, progress: (percent: number) => void): Promise<void> {
  // Renews an expired session first, which an upload of its own could not.
  await client.GET('/api/auth/me')
  const form = new FormData()
  form.set('file', file)
  await new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', DOCUMENTS.replace('{id}', String(claimId)))
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100)) }
    request.onerror = () => reject(new Problem(0, 'The server did not answer.'))
    request.onload = () => {
      if (request.status < 300) return resolve()
      const headers = new Headers({ 'x-request-id': request.getResponseHeader('x-request-id') ?? '' })
      void problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject, reject)
    }
    request.send(form)
  })
}
