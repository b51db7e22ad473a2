import { Amount } from './Amount'
import { compact, type Money, money, wire } from './money'
import { useLocale } from './preferences'
import { Private } from './Private'

interface CashProps {
  of: number | string | Money | null | undefined
  currency?: string | undefined
  /** Only how much it is about: 7.5M. The exact amount is on hover. */
  short?: boolean
}

/** An amount, exact, with its currency where it does not go without saying. */
export function Cash({ of, currency, short }: CashProps) {
  const locale = useLocale()
  if (of === null || of === undefined) return <>—</>
  const amount = typeof of === 'bigint' ? of : money(of)
  const unit = currency ? <span className="cash-currency"> {currency}</span> : null
  if (short) return <Private><span className="figure" title={wire(amount)}>{compact(amount, locale)}</span>{unit}</Private>
  return <span className="cash"><Amount of={amount} />{unit}</span>
}
