// What of a batch is shown.
import type { InvoiceFilter } from '../queries'

export const SHOWS = ['all', 'flagged', 'open', 'approved', 'rejected', 'failed'] as const
export type Show = (typeof SHOWS)[number]

export function isShow(value: unknown): value is Show {
  return SHOWS.some((each) => each === value)
}

export function showFilter(show: unknown): InvoiceFilter {
  if (show === 'flagged') return { is_flagged: true }
  if (show === 'open') return { status: 'completed' }
  if (show === 'approved' || show === 'rejected' || show === 'failed') return { status: show }
  return {}
}
