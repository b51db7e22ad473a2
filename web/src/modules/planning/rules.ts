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
