// How far an upload has come, from what the browser knows and from what the server tells.
export interface Progress {
  /** On its way to the server, or being read there. */
  phase: 'sending' | 'reading'
  /** 0–100. */
  percent: number
  /** Rows read so far; null while none is known. */
  rows: number | null
}

export const BEGUN: Progress = { phase: 'sending', percent: 0, rows: null }

/** What a `credit.load` event says. */
export interface Told {
  load_id: number
  portfolio_id: number
  key: string | null
  rows: number
  bytes: number
  total_bytes: number
  state: string
}

export function told(body: unknown): Told | null {
  if (typeof body !== 'object' || body === null) return null
  const { load_id, portfolio_id, rows, bytes, total_bytes, state, ...more } = body as Record<string, unknown>
  if (typeof load_id !== 'number' || typeof portfolio_id !== 'number' || typeof state !== 'string') return null
  const word = [more.load_key, more.key].find((each) => typeof each === 'string')
  return { load_id, portfolio_id, state, key: typeof word === 'string' ? word : null, rows: whole(rows), bytes: whole(bytes), total_bytes: whole(total_bytes) }
}

function whole(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

export function sent(loaded: number, total: number): Progress {
  const percent = total > 0 ? Math.min(100, Math.round((loaded / total) * 100)) : 0
  return percent >= 100 ? { phase: 'reading', percent: 0, rows: null } : { phase: 'sending', percent, rows: null }
}

export function read({ bytes, total_bytes, rows }: Pick<Told, 'bytes' | 'total_bytes' | 'rows'>): Progress {
  return { phase: 'reading', percent: total_bytes > 0 ? Math.min(100, Math.floor((bytes / total_bytes) * 100)) : 0, rows }
}

/** Progress only ever goes forward: news of sending may come after the first news of reading. */
export function further(before: Progress, next: Progress): Progress {
  if (before.phase !== next.phase) return next.phase === 'reading' ? next : before
  return next.percent < before.percent || (next.rows ?? 0) < (before.rows ?? 0) ? before : next
}

/** Of a state that a load ends in. */
export function isOver(state: string): boolean {
  return state === 'done' || state === 'failed'
}
