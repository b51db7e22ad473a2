// What a page keeps in the address for itself.
import { useSearch } from '@tanstack/react-router'

/** The page's own parameters, as text. */
export function useOwn(): Record<string, string | undefined> {
  return texts(useSearch({ strict: false }))
}

function texts(raw: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).flatMap(([key, value]) => (typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [])))
}

export { numberOf, oneOf } from './read'
