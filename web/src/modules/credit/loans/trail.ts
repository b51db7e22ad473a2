// What the audit log says of a loan: which fields went from what to what.
export interface Change {
  field: string
  from: string | null
  to: string | null
}

/** Not changes of the loan itself. */
const ASIDE = new Set(['id', 'portfolio_id', 'created_at', 'updated_at', 'revision'])

export function changes(before: unknown, after: unknown): Change[] {
  const [one, other] = [record(before), record(after)]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((field) => !ASIDE.has(field))
    .map((field) => ({ field, from: plain(one[field]), to: plain(other[field]) }))
    .filter(({ from, to }) => from !== to)
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function plain(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
