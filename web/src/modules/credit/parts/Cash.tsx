import { Amount } from '@/kernel/Amount'
import { type Money, money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { short as few } from '../figures'

interface CashProps {
  of: number | string | Money | null | undefined
  /** Only how much it is about; the exact amount is on hover. */
  short?: boolean
}

/** An amount, exact, blurred with all the others. */
export function Cash({ of, short }: CashProps) {
  const locale = useLocale()
  if (of === null || of === undefined) return <>—</>
  const amount = exactly(of)
  if (!short) return <Amount of={amount} />
  return <Private><span className="figure" title={wire(amount)}>{few(amount, locale)}</span></Private>
}

/** An amount as it came over the wire; what was computed with more than four decimals is rounded to the cent. */
export function exactly(of: number | string | Money): Money {
  if (typeof of === 'bigint') return of
  return typeof of === 'number' && /\.\d{5,}$|e/.test(String(of)) ? money(of.toFixed(2)) : money(of)
}
