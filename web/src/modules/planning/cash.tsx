// Money with its currency. Amounts of two currencies never meet in one sum.
import { Private } from '@/kernel/Private'
import { type Money, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'

const formats = new Map<string, Intl.NumberFormat>()

function format(currency: string, locale: string, whole: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${whole}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style: 'currency', currency, currencyDisplay: 'narrowSymbol',
      ...(whole ? { notation: 'compact', maximumFractionDigits: 1 } : { minimumFractionDigits: 2, maximumFractionDigits: 4 }),
    })
    formats.set(key, found)
  }
  return found
}

/** `€1,234.50`, exact. */
export function formatCash(amount: Money, currency: string, locale: string): string {
  return format(currency, locale, false).format(wire(amount) as Intl.StringNumericLiteral)
}

/** For an axis: `€1.2K`. */
export function shortCash(amount: number, currency: string, locale: string): string {
  return format(currency, locale, true).format(amount)
}

interface CashProps {
  of: Money
  currency: string
  /** With a plus before what comes in. */
  signed?: boolean
}

export function Cash({ of, currency, signed }: CashProps) {
  const locale = useLocale()
  return <Private><span className="figure">{signed && of > 0n ? '+' : ''}{formatCash(of, currency, locale)}</span></Private>
}
