// What the pages of credit have in common: the shapes, the scale of ratings, the statuses.
import i18next from 'i18next'
import type { Answer, Path } from '@/kernel/api/types'
import type { Tone } from '@/kernel/Status'

export const PORTFOLIOS = '/api/v1/portfolios' satisfies Path
export const PORTFOLIO = '/api/v1/portfolios/{id}' satisfies Path
export const LOANS = '/api/v1/portfolios/{id}/loans' satisfies Path
export const LOAN = '/api/v1/portfolios/{id}/loans/{loan}' satisfies Path
export const HISTORY = '/api/v1/portfolios/{id}/loans/{loan}/ratings' satisfies Path

export type Portfolio = Answer<typeof PORTFOLIO>
export type Loan = Answer<typeof LOAN>
export type Rating = Loan['credit_rating']
export type LoanStatus = Loan['status']
export type RatingEntry = Answer<typeof HISTORY>[number]['credit_rating']

export const READ = 'credit:read'
export const WRITE = 'credit:write'
export const ADMINISTER = 'credit:admin'

/** Best first: the place in the list is the notch. */
export const RATINGS = [
  'AAA', 'AA+', 'AA', 'AA-', 'A+', 'A', 'A-', 'BBB+', 'BBB', 'BBB-', 'BB+', 'BB', 'BB-', 'B+', 'B', 'B-', 'CCC+', 'CCC', 'CCC-', 'CC', 'C', 'D',
] as const satisfies readonly Rating[]
/** The last notch of investment grade is BBB-. */
export const INVESTMENT_GRADE = RATINGS.slice(0, 10)
export const SPECULATIVE_GRADE = RATINGS.slice(10)

export const STATUSES = ['Performing', 'Watch List', 'Non-Performing', 'Defaulted'] as const satisfies readonly LoanStatus[]
export const STATUS_TONES: Record<LoanStatus, Tone> = { Performing: 'good', 'Watch List': 'warn', 'Non-Performing': 'bad', Defaulted: 'bad' }
const STATUS_KEYS = { Performing: 'performing', 'Watch List': 'watchList', 'Non-Performing': 'nonPerforming', Defaulted: 'defaulted' } as const

export function statusName(status: LoanStatus): string {
  return i18next.t(`credit:status.${STATUS_KEYS[status]}`)
}

export function isStatus(text: unknown): text is LoanStatus {
  return STATUSES.some((each) => each === text)
}

/** The place on the scale, 0 for AAA; -1 for what is not on it, such as NR. */
export function notch(rating: string): number {
  return RATINGS.findIndex((each) => each === rating)
}

export type Grade = 'investment' | 'speculative' | 'default'

export function gradeOf(rating: string): Grade | null {
  const at = notch(rating)
  return at < 0 ? null : rating === 'D' ? 'default' : at < INVESTMENT_GRADE.length ? 'investment' : 'speculative'
}

export const GRADE_TONES: Record<Grade, Tone> = { investment: 'good', speculative: 'warn', default: 'bad' }

/** The tag of a record, as the request's header; nothing where there is none. */
export const matching = (etag: string | null) => (etag ? { 'If-Match': etag } : {})
