// JSON as people type it: what it is, or from where on it is none.

export const KINDS = ['string', 'number', 'boolean', 'array', 'object', 'null'] as const
export type Kind = (typeof KINDS)[number]

export type Read =
  | { good: true; value: unknown; kind: Kind; count: number }
  | { good: false; at?: { line: number; column: number }; number?: string }

export function readJson(typed: string): Read {
  let value: unknown
  try {
    value = JSON.parse(typed)
  } catch (error) {
    const at = error instanceof Error ? placeOf(error.message, typed) : null
    return at ? { good: false, at } : { good: false }
  }
  const number = inexact(typed)
  if (number) return { good: false, number }
  return { good: true, value, kind: kindOf(value), count: countOf(value) }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : KINDS.find((each) => each === typeof value) ?? 'object'
}

function countOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

/** Browsers say it as `position 17` or as `line 2 column 5`; some say nothing. */
function placeOf(message: string, typed: string): { line: number; column: number } | null {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line && column) return { line: Number(line), column: Number(column) }
  const position = /position (\d+)/.exec(message)?.[1]
  const end = position ? Number(position) : /end of/i.test(message) ? typed.length : null
  if (end === null) return null
  const before = typed.slice(0, end).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** A whole number that would come back as another one. */
function inexact(typed: string): string | null {
  const outside = typed.replaceAll(/"(?:\\.|[^"\\])*"/g, '')
  const numbers = outside.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/g) ?? []
  return numbers.find((each) => /^-?\d+$/.test(each) && !Number.isSafeInteger(Number(each))) ?? null
}
