// A list's state lives in the URL: page, size, order, search text and filters.

export interface ListSearch {
  page?: number
  size?: number
  /** The server's sort key, with "-" in front for descending. */
  sort?: string
  q?: string
}

export type Filters<F extends string> = { [K in F]?: string }
export type SearchOf<F extends string> = ListSearch & Filters<F>

export const PAGE_SIZES = [10, 25, 50, 100] as const
export const PAGE_SIZE = 25
/** A month filter that was emptied on purpose: a list by month otherwise opens on the present one. */
export const ALL = 'all'

/** Reads a list's state from whatever the address bar holds; what makes no sense is left out. */
export function listSearch<F extends string>(...filters: readonly F[]) {
  return (raw: Record<string, unknown>): SearchOf<F> => {
    const found: Record<string, string | number> = {}
    const page = Number(raw.page)
    if (Number.isInteger(page) && page > 1) found.page = page
    const size = Number(raw.size)
    if (PAGE_SIZES.some((each) => each === size) && size !== PAGE_SIZE) found.size = size
    for (const name of ['sort', 'q', ...filters]) {
      const value = raw[name]
      if (value !== undefined && value !== null && value !== '') found[name] = String(value)
    }
    return found as SearchOf<F>
  }
}

/** Search parameters as plain `a=b`: people read, edit and share these addresses. */
export function writeSearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `?${text}` : ''
}

export function readSearch(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text))
}
