import { Cash as Exact } from '@/kernel/Cash'
import type { Money } from '@/kernel/money'
import { exactly } from '../figures'

interface CashProps {
  of: number | string | Money | null | undefined
  currency?: string | undefined
  /** Only how much it is about; the exact amount is on hover. */
  short?: boolean
}

/** An amount of an analysis: what was computed may have more decimals than money has. */
export function Cash({ of, ...more }: CashProps) {
  return <Exact of={of === null || of === undefined ? of : exactly(of)} {...more} />
}
