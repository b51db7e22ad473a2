import type { pages } from './en/pages'
import type { review } from './en/review'
import { shared } from './en/shared'

export type InvoicesText = typeof shared & typeof pages & typeof review

/** What the frame needs. The words of the pages come with the pages; see `words.ts`. */
export const en = shared as InvoicesText
