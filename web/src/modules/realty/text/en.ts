import type { builder } from './en/builder'
import type { customer } from './en/customer'
import type { settings } from './en/settings'
import { shared } from './en/shared'

export type RealtyText = typeof shared & { builder: typeof builder; customer: typeof customer; settings: typeof settings }

/** What every page may need. The words of either side come with its pages; see `words.ts` there. */
export const en = shared as RealtyText
