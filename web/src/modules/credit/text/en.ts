import type { frame } from './en/frame'
import type { pages } from './en/pages'
import type { rates } from './en/rates'
import { shared } from './en/shared'
import type { uploads } from './en/uploads'

/** The frame's words are at the top; each part of the pages has its own name. */
export type CreditText = typeof shared & typeof frame & { analyses: typeof pages; rates: typeof rates; uploads: typeof uploads }

/** What every page of the console may need. The words of the pages come with the pages; see `words.ts`. */
export const en = shared as CreditText
