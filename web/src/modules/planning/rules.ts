// What follows from a budget or a goal. Exact: amounts are whole ten-thousandths.
import { monthsUntil } from '@/kernel/dates'
import { type Money, money, percent, share } from '@/kernel/money'
import type { Tone } from '@/kernel/Status'

interface Spending {
  limit: number | string
  spent: number | string
}

export function remaining(budget: Spending): Money {
  return money(budget.limit) - money(budget.spent)
}

/** How much of the limit is spent, in percent; null without a limit. */
export function used(budget: Spending): number | null {
  return percent(money(budget.spent), money(budget.limit))
}

const NEARLY = 90

export function toneOf(budget: Spending): Tone {
  if (remaining(budget) < 0n) return 'bad'
  return (used(budget) ?? 0) >= NEARLY ? 'warn' : 'good'
}

interface Saving {
  target_amount: number | string
  current_amount: number | string
  deadline: string
}

export function missing(goal: Saving): Money {
  const left = money(goal.target_amount) - money(goal.current_amount)
  return left > 0n ? left : 0n
}

export function saved(goal: Saving): number {
  return percent(money(goal.current_amount), money(goal.target_amount)) ?? 0
}

/** What a month would have to bring; null when nothing is missing or no time is left. */
export function perMonth(goal: Saving, now: Date = new Date()): Money | null {
  const months = monthsUntil(goal.deadline, now)
  const left = missing(goal)
  return left === 0n || months === 0 ? null : share(left, months)
}

/** Whether a category of this name is there; case and blanks do not matter. */
export function known(typed: string, names: readonly string[]): boolean {
  return names.some((each) => same(each, typed))
}

/** The one name that begins as typed; null when there is none, or several. */
export function completed(typed: string, names: readonly string[]): string | null {
  const begun = plain(typed)
  if (begun.length < 2) return null
  const exact = names.find((each) => plain(each) === begun)
  if (exact) return exact
  const found = names.filter((each) => plain(each).startsWith(begun))
  return found.length === 1 ? found[0] ?? null : null
}

function plain(text: string): string {
  return text.trim().toLocaleLowerCase()
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

/** What of a transaction its parts leave open: nought when they sum to it. */
export function open(amount: Money, parts: Iterable<Money>): Money {
  let left = amount
  for (const part of parts) left -= part
  return left
}

/** Part of a whole for a bar, from 0 to 1. */
export function portion(part: Money, whole: Money): number {
  if (whole <= 0n || part <= 0n) return 0
  return Number((part * 1000n) / whole) / 1000
}

export interface Step {
  /** Months from now. */
  month: number
  amount: Money
}

const MOST_STEPS = 120

/** How savings grow month by month until a target or a last month, as the server reckons: the return first, then the contribution. */
export function course(now: Money, monthly: Money, annualReturn: number | null, target: Money, months: number): Step[] {
  const rate = annualReturn ? (1 + annualReturn / 100) ** (1 / 12) - 1 : 0
  // A millionth is fine enough for a drawing.
  const factor = BigInt(Math.round(rate * 1_000_000))
  const steps: Step[] = [{ month: 0, amount: now }]
  let amount = now
  for (let month = 1; month <= Math.min(MOST_STEPS, months); month += 1) {
    amount += (amount * factor) / 1_000_000n + monthly
    steps.push({ month, amount })
    if (amount >= target) break
  }
  return steps
}

/** Apart by currency, in the order in which each first comes. */
export function byCurrency<Row extends { currency: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const apart = new Map<string, Row[]>()
  for (const row of rows) apart.set(row.currency, [...(apart.get(row.currency) ?? []), row])
  return apart
}

/** Over what is available, nearly at it, or within it. */
export function toneOfUse(budget: { left: number | string; used_percent: number | null }): Tone {
  if (money(budget.left) < 0n) return 'bad'
  return (budget.used_percent ?? 0) >= NEARLY ? 'warn' : 'good'
}
