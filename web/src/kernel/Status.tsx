import type { ReactNode } from 'react'

export type Tone = 'good' | 'bad' | 'warn' | 'still' | 'open'

/** A coloured dot beside plain text: the colour repeats what the word says, and never carries it alone. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className="status" data-tone={tone}>{children}</span>
}
