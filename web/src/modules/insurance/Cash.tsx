import { Amount } from '@/kernel/Amount'
import { type Money, money } from '@/kernel/money'

/** An amount with its currency: the house keeps several. */
export function Cash({ of, currency }: { of: number | string | Money | null; currency: string }) {
  if (of === null) return <>—</>
  return <span className="cash"><Amount of={typeof of === 'bigint' ? of : money(of)} /> <span className="cash-currency">{currency}</span></span>
}
