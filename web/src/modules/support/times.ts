/** How long something took, in the two units that matter: "3 h 20 min", "2 d 4 h". */
export function formatSpan(seconds: number, locale: string): string {
  const minutes = Math.max(0, Math.round(seconds / 60))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const unit = (value: number, name: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  const parts = days > 0 ? [unit(days, 'day'), ...(hours > 0 ? [unit(hours, 'hour')] : [])]
    : hours > 0 ? [unit(hours, 'hour'), ...(minutes % 60 > 0 ? [unit(minutes % 60, 'minute')] : [])]
      : [unit(minutes, 'minute')]
  return parts.join(' ')
}

/** Whole minutes to wait, from the seconds of a Retry-After; null where it says nothing of use. */
export function minutesToWait(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter)
  return retryAfter !== null && Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds / 60) : null
}
