// What a route keeps of an address. It is there from the start, so it is small: what the words mean, and whether they make
// sense, says `filter.ts`, which comes with the pages.
import type { LoanFilter } from './filter'

/** The filter, the day, and what a page adds of its own: words and numbers, as text. */
export function portfolioSearch<E extends string = never>() {
  return (raw: Record<string, unknown>): LoanFilter & { as_of?: string } & { [K in E]?: string } => {
    const plain = Object.entries(raw).filter(([, value]) => typeof value === 'number' || (typeof value === 'string' && value !== ''))
    return Object.fromEntries(plain.map(([name, value]) => [name, String(value)])) as LoanFilter & { [K in E]?: string }
  }
}
