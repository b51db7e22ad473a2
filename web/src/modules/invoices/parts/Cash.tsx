import { Amount } from '@/kernel/Amount'
import { type Money, money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'

interface CashProps {
  of: number | string | Money | null | undefined
  currency?: string | undefined
  /** Only how much it is about; the exact amount is on hover. */
  short?: boolean
}

/** An amount, exact, with its currency beside it. */
export function Cash({ of, currency, short }: CashProps) {
  const locale = useLocale()
  if (of === null || of === undefined) return <>—</>
  const amount = typeof of === 'bigint' ? of : money(of)
  const unit = currency ? <span className="cash-currency"> {currency}</span> : null
  if (short) {
    const few = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 }).format(wire(amount) as Intl.StringNumericLiteral)
    return <Private><span className="figure" title={wire(amount)}>{few}</span>{unit}</Private>
  }
  return <span className="cash"><Amount of={amount} />{unit}</span>
}
