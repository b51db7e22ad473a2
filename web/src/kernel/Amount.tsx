import { formatMoney, type Money } from './money'
import { useLocale } from './preferences'
import { Private } from './Private'

export function Amount({ of }: { of: Money }) {
  const locale = useLocale()
  return <Private><span className="figure">{formatMoney(of, locale)}</span></Private>
}
