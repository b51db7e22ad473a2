/** A share on an axis: without a decimal that says nothing. */
export function tickOf(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return (value) => format.format(value)
}
