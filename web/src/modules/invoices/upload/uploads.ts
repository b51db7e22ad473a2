// The files of this sitting: they go on while other pages are looked at.
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'
import { asProblem } from '@/kernel/api/problem'
import { client } from '@/kernel/api/client'
import { formatMoment } from '@/kernel/dates'
import { locale } from '@/kernel/preferences'
import { failed } from '@/kernel/toast'
import { groups, MOST_FILES, safeName, unfit } from './files'
import { afterStep, afterWhole, again, type Item, type Step, type Whole } from './progress'
import { sendFiles } from './send'

export interface Uploads {
  items: readonly Item[]
  /** The batches that they went to, the newest last. */
  batches: readonly { id: number; name: string }[]
  sending: boolean
}

let state: Uploads = { items: [], batches: [], sending: false }
let next = 1
const listeners = new Set<() => void>()

function put(change: Partial<Uploads>): void {
  state = { ...state, ...change }
  for (const listener of listeners) listener()
}

export function useUploads(): Uploads {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => { listeners.delete(listener) }
  }, () => state)
}

function patch(keys: ReadonlySet<number>, change: (item: Item) => Item): void {
  put({ items: state.items.map((item) => (keys.has(item.key) ? change(item) : item)) })
}

export function hearStep(step: Step): void {
  if (state.items.some((item) => item.invoiceId === step.invoice_id)) put({ items: state.items.map((item) => afterStep(item, step)) })
}

export function hearWhole(whole: Whole): void {
  if (state.items.some((item) => item.invoiceId === whole.id)) put({ items: state.items.map((item) => afterWhole(item, whole)) })
}

/** Away with what is through. */
export function forget(): void {
  put({ items: state.items.filter((item) => item.phase === 'waiting' || item.phase === 'sending' || item.phase === 'reading') })
}

/** Takes files to a batch, or to one of its own. */
export async function take(files: readonly File[], into: { id: number; name: string } | null): Promise<void> {
  const entries = files.map((file) => ({ file, size: file.size, item: begin(file) }))
  put({ items: [...state.items, ...entries.map((each) => each.item)], sending: true })
  const fit = entries.filter((each) => each.item.phase === 'waiting')
  try {
    if (fit.length === 0) return
    const batch = into ?? await opened()
    if (!state.batches.some((each) => each.id === batch.id)) put({ batches: [...state.batches, batch] })
    const waiting = groups(fit.slice(0, MOST_FILES * 4))
    // Two at a time keep the line busy while the server looks at what came.
    await Promise.all([0, 1].map(async () => {
      for (let group = waiting.shift(); group; group = waiting.shift()) await send(batch.id, group)
    }))
  } catch (error) {
    const says = asProblem(error).message
    patch(new Set(fit.map((each) => each.item.key)), (item) => (item.invoiceId === undefined ? { ...item, phase: 'refused', says } : item))
    failed(error)
  } finally {
    put({ sending: state.items.some((item) => item.phase === 'waiting' || item.phase === 'sending') })
  }
}

function begin(file: File): Item {
  const why = unfit(file)
  const item: Item = { key: next++, name: file.webkitRelativePath || file.name, size: file.size, phase: 'waiting', sent: 0, took: {} }
  return why ? { ...item, phase: 'refused', says: i18next.t(`invoices:upload.${why}`) } : item
}

async function opened(): Promise<{ id: number; name: string }> {
  const name = i18next.t('invoices:upload.batchName', { date: formatMoment(new Date().toISOString(), locale()) })
  const { data } = await client.POST('/api/batches', { body: { name } })
  if (!data) throw new Error(name)
  return { id: data.id, name: data.name }
}

interface Entry { file: File; size: number; item: Item }

async function send(batchId: number, entries: readonly Entry[]): Promise<void> {
  const keys = new Set(entries.map((each) => each.item.key))
  patch(keys, (item) => ({ ...item, phase: 'sending', sent: 0 }))
  try {
    const { invoices, refused } = await sendFiles(batchId, entries.map((each) => each.file), (share) => patch(keys, (item) => ({ ...item, sent: Math.round(share * 100) })))
    // The answer names the good ones in their order, and the others by name.
    const left = [...refused]
    const good = [...invoices]
    for (const { file, item: { key } } of entries) {
      const at = left.findIndex((each) => [file.name, safeName(file.name)].some((name) => name.startsWith(each.filename)))
      const [no] = at >= 0 ? left.splice(at, 1) : []
      const found = no ? undefined : good.shift()
      patch(new Set([key]), (item) => {
        if (no || !found) return { ...item, phase: 'refused', says: no?.detail ?? i18next.t('invoices:upload.notTaken') }
        const taken: Item = { ...item, phase: 'reading', sent: 100, invoiceId: found.id, stage: 'upload', repeated: found.repeated }
        return afterWhole(taken, found)
      })
    }
  } catch (error) {
    // All of them were refused: asked one by one, each is told its own reason.
    if (entries.length > 1) {
      for (const each of entries) await send(batchId, [each])
      return
    }
    patch(keys, (item) => ({ ...item, phase: 'refused', says: asProblem(error).message }))
  }
}

export async function retry(item: Item): Promise<void> {
  if (item.invoiceId === undefined) return
  try {
    patch(new Set([item.key]), again)
    await client.POST('/api/invoices/{id}/retry', { params: { path: { id: item.invoiceId } } })
  } catch (error) {
    patch(new Set([item.key]), () => item)
    failed(error)
  }
}
