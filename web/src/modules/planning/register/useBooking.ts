// Changing the books from a register: shown at once, checked by tag, and always with a way back.
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { money, type Money, wire } from '@/kernel/money'
import { failed, told, undoable } from '@/kernel/toast'
import { type Transaction, TRANSACTIONS, useBooksChanged } from '../books'
import type { Checked } from './EditRow'
import { again, type Line, type NewTransaction, type Patch, showAtOnce } from './lines'

const ONE = '/api/v1/financial/transactions/{id}'

export type Version = Promise<{ row: Transaction; etag: string | null }>

/** The version that an edit begins with: fetched while one types. */
export async function versionOf(id: number): Version {
  const { data, response } = await client.GET(ONE, { params: { path: { id } } })
  return { row: data as Transaction, etag: response.headers.get('etag') }
}

export function useBooking() {
  const { t } = useTranslation('planning')
  const kernel = useTranslation().t
  const queries = useQueryClient()
  const changed = useBooksChanged()

  const patch = (id: number, body: Patch, etag: string | null) =>
    client.PATCH(ONE, { params: { path: { id } }, body, headers: etag ? { 'If-Match': etag } : {} })

  const change = async (line: Line, entry: Checked, version: Version): Promise<boolean> => {
    const { forth, back } = differences(line, entry)
    if (Object.keys(forth).length === 0) return true
    const restore = showAtOnce(queries, line.transaction.id, (before) => shown(before, entry))
    try {
      const { row, etag } = await version
      // The list may be older than what is true now: nobody overwrites what he has not seen.
      if (row.updated_at !== line.transaction.updated_at) throw new Problem(412, kernel('form.stale'))
      await patch(line.transaction.id, forth, etag)
    } catch (error) {
      restore()
      failed(error)
      await changed()
      return false
    }
    undoable(t('books.saved'), async () => {
      await patch(line.transaction.id, back, null)
      await changed()
    })
    await changed()
    return true
  }

  const add = async (body: NewTransaction): Promise<boolean> => {
    try {
      const { data } = await client.POST(TRANSACTIONS, { body })
      const id = data?.id
      undoable(t('books.booked'), async () => {
        if (id !== undefined) await client.DELETE(ONE, { params: { path: { id } } })
        await changed()
      })
    } catch (error) {
      failed(error)
      return false
    }
    await changed()
    return true
  }

  const remove = async (lines: readonly Line[]): Promise<void> => {
    const restores = lines.map((line) => showAtOnce(queries, line.transaction.id, () => null))
    const gone: Transaction[] = []
    try {
      for (const { transaction } of lines) {
        await client.DELETE(ONE, { params: { path: { id: transaction.id } } })
        gone.push(transaction)
      }
    } catch (error) {
      for (const restore of restores.toReversed()) restore()
      failed(error)
    }
    if (gone.length > 0) {
      undoable(t('books.deleted', { count: gone.length }), async () => {
        for (const each of gone) await client.POST(TRANSACTIONS, { body: again(each) })
        await changed()
      })
    }
    await changed()
  }

  const categorise = async (lines: readonly Line[], category: string | null, learn: boolean): Promise<void> => {
    const wanted = lines.filter((line) => line.transaction.type === 'deposit' || line.transaction.type === 'withdrawal')
    if (wanted.length === 0) return void told(t('books.nothingToCategorise'))
    const put = (ids: number[], name: string | null, remember: boolean) =>
      client.POST('/api/v1/financial/transactions/categorise', { body: { ids, category: name, learn: remember } })
    await put(wanted.map((line) => line.transaction.id), category, learn)
    const before = new Map<string | null, number[]>()
    for (const { transaction } of wanted.filter((line) => line.transaction.splits.length < 2)) {
      before.set(transaction.category, [...(before.get(transaction.category) ?? []), transaction.id])
    }
    const splits = wanted.filter((line) => line.transaction.splits.length > 1)
    undoable(t('books.categorised', { count: wanted.length, category: category ?? t('books.uncategorised') }), async () => {
      for (const [name, ids] of before) await put(ids, name, false)
      for (const { transaction } of splits) await patch(transaction.id, { splits: again(transaction).splits ?? null }, null)
      await changed()
    })
    await changed()
  }

  /** Any other change of one, with its way back. */
  const replace = async (transaction: Transaction, forth: Patch, back: Patch, version: Version): Promise<void> => {
    const { etag } = await version
    await patch(transaction.id, forth, etag)
    undoable(t('books.saved'), async () => {
      await patch(transaction.id, back, null)
      await changed()
    })
    await changed()
  }

  return { change, add, remove, categorise, replace }
}

function differences(line: Line, entry: Checked): { forth: Patch; back: Patch } {
  const { transaction: was } = line
  const forth: Patch = {}
  const back: Patch = {}
  if (entry.date !== was.date) { forth.date = entry.date; back.date = was.date }
  if (entry.payee !== was.payee) { forth.payee = entry.payee; back.payee = was.payee }
  if (entry.memo !== was.memo) { forth.memo = entry.memo; back.memo = was.memo }
  if (simple(was)) {
    if (entry.category !== was.category && was.type !== 'opening') { forth.category = entry.category; back.category = was.category }
    if (entry.amount !== money(was.amount)) { forth.amount = wire(entry.amount); back.amount = wire(money(was.amount)) }
  }
  return { forth, back }
}

/** Neither a transfer nor in parts: its amount and category may be changed in its row. */
export function simple(transaction: Transaction): boolean {
  return transaction.type !== 'transfer' && transaction.splits.length < 2
}

function shown(line: Line, entry: Checked): Line {
  const { transaction } = line
  const amount: Money = simple(transaction) ? entry.amount : line.amount
  return {
    ...line, amount,
    transaction: { ...transaction, date: entry.date, payee: entry.payee, memo: entry.memo, category: simple(transaction) ? entry.category : transaction.category },
  }
}
