import type { pages } from './en/pages'
import { shared } from './en/shared'

type Shared = typeof shared
type Pages = typeof pages
export type InsuranceText = Omit<Shared, 'book'> & Omit<Pages, 'book'> & { book: Shared['book'] & Pages['book'] }

/** What is there from the start. The words of the pages come with the pages; see `words.ts`. */
export const en = shared as InsuranceText
