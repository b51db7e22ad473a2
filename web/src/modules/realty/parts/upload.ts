// Sending files, with how far they have come: fetch tells nothing of that.
import { client } from '@/kernel/api/client'
import { Problem, problemOf } from '@/kernel/api/problem'
import type { Answer } from '@/kernel/api/types'

export type StoredFile = Answer<'/api/files', 'post'>

export interface Kinds {
  types: readonly string[]
  endings: RegExp
  most: number
}

const MEGA = 1_000_000
const PICTURE = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']
export const PICTURES: Kinds = { types: PICTURE, endings: /\.(jpe?g|png|webp|gif|avif)$/i, most: 20 * MEGA }
export const PLANS: Kinds = { types: [...PICTURE, 'application/pdf'], endings: /\.(jpe?g|png|webp|gif|avif|pdf)$/i, most: 20 * MEGA }
export const BROCHURES: Kinds = { types: ['application/pdf'], endings: /\.pdf$/i, most: 20 * MEGA }
export const PAPERS: Kinds = { types: [...PICTURE, 'application/pdf', 'image/heif', 'image/tiff'], endings: /\.(jpe?g|png|webp|gif|avif|pdf|heic|heif|tiff?|docx|xlsx)$/i, most: 20 * MEGA }
export const MODELS: Kinds = { types: ['model/gltf-binary', 'model/gltf+json'], endings: /\.(glb|gltf|obj|fbx|blend)$/i, most: 200 * MEGA }

export type Unfit = 'wrongType' | 'tooLarge' | 'empty'

/** Why a file will not do; the server looks again, at what it holds. */
export function unfit(file: Pick<File, 'name' | 'type' | 'size'>, kinds: Kinds): Unfit | null {
  if (!kinds.types.includes(file.type) && !kinds.endings.test(file.name)) return 'wrongType'
  if (file.size > kinds.most) return 'tooLarge'
  return file.size === 0 ? 'empty' : null
}

/** Bytes in words: 1.2 MB. */
export function formatSize(bytes: number, locale: string): string {
  const step = bytes >= MEGA ? 2 : bytes >= 1000 ? 1 : 0
  const unit = (['byte', 'kilobyte', 'megabyte'] as const)[step] ?? 'byte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: step === 2 ? 1 : 0 }).format(bytes / 1000 ** step)
}

/** Sends a form and gives what the server answers. */
export async function send<T>(path: string, form: FormData, progress: (percent: number) => void): Promise<T> {
  // Renews an expired session first, which an upload of its own could not.
  await client.GET('/api/auth/me')
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100)) }
    request.onerror = () => reject(new Problem(0, 'The server did not answer.'))
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText) as T)
      const headers = new Headers({ 'x-request-id': request.getResponseHeader('x-request-id') ?? '' })
      void problemOf(new Response(request.responseText, { status: request.status, headers })).then(reject, reject)
    }
    request.send(form)
  })
}

/** An attachment of a message or a change request. */
export function sendAttachment(file: File, progress: (percent: number) => void): Promise<StoredFile> {
  const form = new FormData()
  form.set('file', file)
  return send<StoredFile>('/api/files', form, progress)
}
