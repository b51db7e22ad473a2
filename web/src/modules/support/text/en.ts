import type { pages } from './en/pages'
import { shared } from './en/shared'

export type SupportText = typeof shared & typeof pages

/** What is there from the start. The words of the pages come with the pages; see `words.ts`. */
export const en = shared as SupportText
