import type { builder } from './en/builder'
import type { customer } from './en/customer'
import { shared } from './en/shared'

export type RealtyText = typeof shared & { builder: typeof builder; customer: typeof customer }

/** What every page may need. The words of either side come with its pages; see `words.ts` there. */
export const en = shared as RealtyText
