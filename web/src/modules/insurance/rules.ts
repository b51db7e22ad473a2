// What follows from a policy or a claim. Exact: amounts are whole ten-thousandths.
import { type Money, money, percent } from '@/kernel/money'
import type { Tone } from '@/kernel/Status'

type Wire = number | string | null

interface Covered {
  coverage_amount: number | string
  cover_left: number | string
}

/** How much of the cover is left, in whole percent. */
export function coverLeft(policy: Covered): number {
  return Math.max(0, percent(money(policy.cover_left), money(policy.coverage_amount)) ?? 0)
}

export function coverTone(policy: Covered): Tone {
  const left = coverLeft(policy)
  return left <= 0 ? 'bad' : left < 20 ? 'warn' : 'good'
}

interface Priced {
  earned_premium: number | string
  written_premium: number | string
}

/** How much of the premium is earned, in whole percent. */
export function earned(policy: Priced): number {
  return percent(money(policy.earned_premium), money(policy.written_premium)) ?? 0
}

const SOON = 30

/** Whether a renewal is near enough to be said. */
export function renewalTone(days: number, status: string): Tone {
  if (status !== 'active') return 'still'
  return days < 0 ? 'bad' : days <= SOON ? 'warn' : 'good'
}

/** What is paid of a loss: all above the deductible. */
export function payable(loss: Money, deductible: Wire): Money {
  const left = loss - money(deductible)
  return left > 0n ? left : 0n
}

interface Term {
  term_start: string
  start_date: string
  renewal_date: string
  cancelled_on: string | null
  deductible: Wire
  cover_left: number | string
}

export type Objection = 'before' | 'after' | 'above'

/** What a new claim would be refused for; said while one types, decided by the server. */
export function objections(policy: Term, loss: Money | null, incident: string | null): Objection[] {
  const found: Objection[] = []
  const end = policy.cancelled_on ?? policy.renewal_date.slice(0, 10)
  if (incident && incident < policy.start_date.slice(0, 10)) found.push('before')
  if (incident && incident >= end) found.push('after')
  if (loss !== null && payable(loss, policy.deductible) > money(policy.cover_left)) found.push('above')
  return found
}

interface Reviewed {
  amount: number | string
  cover_left: number | string
  deductible: Wire
  possible_duplicates: readonly number[]
  own: boolean
  policy_status: string
  terms_changed_since: boolean
  documents: number
  override_reason: string | null
}

export type Flag = 'own' | 'duplicate' | 'above' | 'policy' | 'terms' | 'noDocuments' | 'override'

/** What a reviewer should see before anything else, gravest first. */
export function flags(claim: Reviewed): Flag[] {
  const all: readonly [Flag, boolean][] = [
    ['own', claim.own],
    ['above', payable(money(claim.amount), claim.deductible) > money(claim.cover_left)],
    ['duplicate', claim.possible_duplicates.length > 0],
    ['policy', claim.policy_status !== 'active'],
    ['terms', claim.terms_changed_since],
    ['override', claim.override_reason !== null],
    ['noDocuments', claim.documents === 0],
  ]
  return all.filter(([, raised]) => raised).map(([flag]) => flag)
}

/** A number for a new claim that nobody is likely to have taken: the day, and four characters by chance. */
export function claimNumber(today: string, chance: () => number = Math.random): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
  const end = Array.from({ length: 4 }, () => letters[Math.floor(chance() * letters.length)] ?? 'A').join('')
  return `CLM-${today.replaceAll('-', '')}-${end}`
}

export type Step = { name: 'pending' | 'approved' | 'rejected' | 'paid'; state: 'done' | 'now' | 'ahead' }

/** Where a claim stands on its way. A rejection ends it early. */
export function path(status: Step['name']): Step[] {
  if (status === 'rejected') return [{ name: 'pending', state: 'done' }, { name: 'rejected', state: 'now' }]
  const way = ['pending', 'approved', 'paid'] as const
  const at = way.indexOf(status)
  return way.map((name, index) => ({ name, state: index < at ? 'done' : index === at ? 'now' : 'ahead' }))
}

export function formatSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'kilobyte'] : [bytes / 1024 / 1024, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
}
