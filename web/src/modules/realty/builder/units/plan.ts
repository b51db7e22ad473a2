// A plan of many homes, as it is typed, and what is sent of it.
import type { Body } from '@/kernel/api/types'
import { parseMoney, wire } from '@/kernel/money'
import { FACINGS, type UnitType } from '../../realty'
import { parseNumber } from '../numbers'

export interface StackRow {
  key: number
  stack: string
  type: UnitType
  area: string
  price: string
  facing: string
  bathrooms: number
  balconies: number
  parking: number
}

export interface Plan {
  first: number
  last: number
  skip: string
  numbering: string
  step: string
  skipExisting: boolean
  stacks: readonly StackRow[]
}

export const startingPlan: Plan = {
  first: 1, last: 10, skip: '', numbering: 'A-{floor}{stack}', step: '', skipExisting: false,
  stacks: [{ key: 1, stack: '01', type: '2BHK', area: '1200', price: '', facing: 'east', bathrooms: 2, balconies: 1, parking: 1 }],
}

/** The same with a price. */
export function startingAt(price: string): Plan {
  return { ...startingPlan, stacks: startingPlan.stacks.map((each) => ({ ...each, price })) }
}

/** The next stack is like the last one, with the next name. */
export function nextStack(stacks: readonly StackRow[]): StackRow {
  const last = stacks.at(-1) ?? startingPlan.stacks[0]
  const key = Math.max(0, ...stacks.map((each) => each.key)) + 1
  const name = /^(.*?)(\d+)$/.exec(last?.stack ?? '')
  const next = name ? `${name[1] ?? ''}${String(Number(name[2]) + 1).padStart(name[2]?.length ?? 0, '0')}` : ''
  return { ...(last as StackRow), key, stack: next }
}

/** What is sent; null where something of it cannot be read yet. */
export function planBody(plan: Plan, locale: string): Body<'/api/projects/{id}/units/generate'> | null {
  const step = plan.step.trim() === '' ? 0n : parseMoney(plan.step, locale)
  const skip = plan.skip.split(/[\s,;]+/).filter((each) => each !== '').map(Number)
  if (step === null || skip.some((each) => !Number.isInteger(each)) || plan.stacks.length === 0) return null
  const stacks = []
  for (const row of plan.stacks) {
    const [area, price] = [parseNumber(row.area), parseMoney(row.price, locale)]
    if (row.stack.trim() === '' || area === null || price === null) return null
    stacks.push({
      stack: row.stack.trim(), unit_type: row.type, area_sqft: area, price: wire(price), facing: FACINGS.find((each) => each === row.facing) ?? null,
      bathrooms: row.bathrooms, balconies: row.balconies, parking_spaces: row.parking,
    })
  }
  return { first_floor: plan.first, last_floor: plan.last, skip_floors: skip, numbering: plan.numbering, price_step: wire(step), skip_existing: plan.skipExisting, stacks }
}
