export interface Difference {
  field: string
  before: unknown
  after: unknown
}

/** The fields that an entry of the audit log says were changed, in order of name. */
export function differences(before: unknown, after: unknown): Difference[] {
  const one = record(before)
  const other = record(after)
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .sort()
    .map((field) => ({ field, before: one[field], after: other[field] }))
    .filter(({ before: was, after: is }) => JSON.stringify(was ?? null) !== JSON.stringify(is ?? null))
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
