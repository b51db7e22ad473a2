// How far each file is: what is known of it when something is heard. Pure, so that it can be tested.
import type { Stage } from '../invoices'
import type { StageState } from '../parts/Stages'

const ORDER: readonly Stage[] = ['upload', 'ocr', 'extraction', 'validation', 'arithmetic', 'duplication', 'flagging', 'review']

export type Phase = 'waiting' | 'sending' | 'reading' | 'read' | 'failed' | 'refused'

export interface Item {
  key: number
  name: string
  size: number
  phase: Phase
  /** How much of it is sent, percent. */
  sent: number
  invoiceId?: number
  /** These bytes were here before. */
  repeated?: boolean
  /** The stage under way, or the last that ended. */
  stage?: Stage
  active?: boolean
  flagged?: boolean
  /** What there is to say: why it failed or was refused. */
  says?: string
  took: Partial<Record<Stage, number>>
}

/** What is heard of a stage. */
export interface Step {
  invoice_id: number
  stage: Stage
  status: 'in_progress' | 'success' | 'flagged' | 'error'
  message?: string | null
  milliseconds?: number | null
}

export function isStep(body: unknown): body is Step {
  return typeof body === 'object' && body !== null && 'invoice_id' in body && 'stage' in body && ORDER.includes((body as Step).stage)
}

export function afterStep(item: Item, step: Step): Item {
  if (item.invoiceId !== step.invoice_id) return item
  const late = item.stage !== undefined && ORDER.indexOf(step.stage) < ORDER.indexOf(item.stage)
  const took = step.milliseconds === null || step.milliseconds === undefined ? item.took : { ...item.took, [step.stage]: step.milliseconds }
  // Of two replicas one may speak late: the time is noted, the way back is not taken.
  if (late || item.phase === 'read') return { ...item, took }
  const failed = step.status === 'error'
  const phase: Phase = failed ? 'failed' : step.stage === 'review' && step.status !== 'in_progress' ? 'read' : 'reading'
  return {
    ...item, took, phase, stage: step.stage, active: step.status === 'in_progress',
    flagged: item.flagged === true || step.status === 'flagged', ...(failed && step.message ? { says: step.message } : {}),
  }
}

/** What the server says of the invoice as a whole. */
export interface Whole {
  id: number
  status: string
  current_stage: Stage
  is_flagged: boolean
  flag_reasons?: readonly string[]
  failure?: string | null
}

export function isWhole(body: unknown): body is Whole {
  return typeof body === 'object' && body !== null && 'id' in body && 'status' in body && 'current_stage' in body
}

export function afterWhole(item: Item, whole: Whole): Item {
  if (item.invoiceId !== whole.id) return item
  if (whole.status === 'pending' || whole.status === 'processing') {
    // Read again from the beginning, or not begun yet.
    return item.phase === 'failed' && whole.status === 'pending' ? again(item) : item
  }
  const failed = whole.status === 'failed'
  const { says: _, ...rest } = item
  return {
    ...rest, phase: failed ? 'failed' : 'read', stage: failed ? item.stage ?? whole.current_stage : 'review', active: false, flagged: whole.is_flagged,
    ...(failed ? { says: whole.failure ?? item.says ?? '' } : whole.flag_reasons?.length ? { says: whole.flag_reasons.join(' · ') } : {}),
  }
}

export function again(item: Item): Item {
  const { says: _, stage: __, ...rest } = item
  return { ...rest, phase: 'reading', active: false, flagged: false, took: {} }
}

export function statesOf(item: Pick<Item, 'phase' | 'stage' | 'active' | 'flagged' | 'invoiceId'>): Record<Stage, StageState> {
  const at = item.stage ? ORDER.indexOf(item.stage) : item.invoiceId === undefined ? -1 : 0
  const state = (stage: Stage, index: number): StageState => {
    if (item.phase === 'read') return stage === 'flagging' && item.flagged ? 'flagged' : 'done'
    if (item.phase === 'sending' && index === 0) return 'active'
    if (index < at) return 'done'
    if (index > at) return 'open'
    if (item.phase === 'failed') return 'failed'
    return item.active ? 'active' : 'done'
  }
  return Object.fromEntries(ORDER.map((stage, index) => [stage, state(stage, index)])) as Record<Stage, StageState>
}

export interface Tally { all: number; done: number; failed: number; flagged: number }

export function tally(items: readonly Item[]): Tally {
  const count = (test: (item: Item) => boolean) => items.filter(test).length
  return {
    all: items.length, done: count((item) => item.phase === 'read'), failed: count((item) => item.phase === 'failed' || item.phase === 'refused'),
    flagged: count((item) => item.phase === 'read' && item.flagged === true),
  }
}

/** The earliest of what is under way first, what is done last: so that a long list shows what moves. */
const RANK: Record<Phase, number> = { failed: 0, refused: 0, sending: 1, reading: 2, waiting: 3, read: 4 }
export function inOrder(items: readonly Item[]): Item[] {
  return [...items].sort((one, other) => RANK[one.phase] - RANK[other.phase] || one.key - other.key)
}
