/** A figure with its sign, also of a rise. */
export function signed(value: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}
