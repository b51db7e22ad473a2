import type { components } from './schema'

type ProblemBody = components['schemas']['Problem']

/** What went wrong, in the server's own words (RFC 9457), or what we know when it did not answer. */
export class Problem extends Error {
  readonly status: number
  readonly requestId: string | null
  /** Findings of a 422 by field name; `body` fields only. */
  readonly fields: Readonly<Record<string, string>>

  constructor(status: number, detail: string, requestId: string | null = null, fields: Record<string, string> = {}) {
    super(detail)
    this.name = 'Problem'
    this.status = status
    this.requestId = requestId
    this.fields = fields
  }

  /** No answer at all: offline, or the server is away. */
  get unreachable(): boolean {
    return this.status === 0
  }

  /** The console's own words, not the server's. */
  static saying(text: string): Problem {
    return new Problem(-1, text)
  }

  get forbidden(): boolean {
    return this.status === 403
  }

  /** Somebody else changed the record in the meantime. */
  get stale(): boolean {
    return this.status === 412
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id')
  let body: Partial<ProblemBody> = {}
  try {
    body = (await response.json()) as Partial<ProblemBody>
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  const fields: Record<string, string> = {}
  for (const finding of body.errors ?? []) {
    const [where, ...path] = finding.loc as readonly unknown[]
    if (where === 'body' && path.length > 0) fields[path.join('.')] ??= finding.msg
  }
  const detail = typeof body.detail === 'string' ? body.detail : response.statusText
  return new Problem(response.status, detail, body.request_id ?? requestId, fields)
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, error instanceof Error ? error.message : String(error))
}
