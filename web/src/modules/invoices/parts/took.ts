// How long something took, in the fewest figures that say it.
export function formatTook(milliseconds: number, locale: string): string {
  const unit = (value: number, name: 'millisecond' | 'second' | 'minute', digits: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value)
  if (milliseconds < 10) return unit(milliseconds, 'millisecond', 1)
  if (milliseconds < 1_000) return unit(milliseconds, 'millisecond', 0)
  if (milliseconds < 90_000) return unit(milliseconds / 1_000, 'second', 1)
  return unit(milliseconds / 60_000, 'minute', 0)
}
