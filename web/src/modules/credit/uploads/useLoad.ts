// One file on its way: checked first, then loaded.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asProblem, type Problem } from '@/kernel/api/problem'
import { refetch, useHeard } from '@/kernel/live'
import { PORTFOLIOS } from '../credit'
import { BEGUN, further, isOver, type Progress, read, told } from './progress'
import { type Sending, sendFile } from './send'
import type { LoadKind, LoadMode, LoadResult } from './shapes'

export type Stage =
  | { at: 'choose' }
  | { at: 'sending'; file: File; mode: LoadMode; progress: Progress }
  | { at: 'checked'; file: File; result: LoadResult }
  | { at: 'loaded'; file: File; result: LoadResult }
  | { at: 'failed'; file: File; mode: LoadMode; problem: Problem }

export function useLoad(portfolio: number, kind: LoadKind) {
  const queries = useQueryClient()
  const [stage, setStage] = useState<Stage>({ at: 'choose' })
  const sending = useRef<{ key: string; sending: Sending } | null>(null)
  const advance = useCallback((next: Progress) => {
    setStage((now) => (now.at === 'sending' ? { ...now, progress: further(now.progress, next) } : now))
  }, [])

  useHeard('credit.load', (_, body) => {
    const said = told(body)
    if (said && said.key !== null && said.key === sending.current?.key && !isOver(said.state)) advance(read(said))
  })

  const run = useCallback(async (file: File, mode: LoadMode) => {
    const key = crypto.randomUUID?.() ?? String(Math.random()).slice(2)
    setStage({ at: 'sending', file, mode, progress: BEGUN })
    const mine = { key, sending: sendFile(portfolio, kind, mode, file, key, (next) => { if (sending.current?.key === key) advance(next) }) }
    sending.current = mine
    try {
      const result = await mine.sending.result
      if (sending.current === mine) setStage({ at: mode === 'dry_run' ? 'checked' : 'loaded', file, result })
    } catch (error) {
      const problem = asProblem(error)
      // Called off by oneself: back to the beginning.
      if (sending.current === mine) setStage(problem.status === -1 ? { at: 'choose' } : { at: 'failed', file, mode, problem })
    } finally {
      if (sending.current === mine) sending.current = null
      await refetch(queries, PORTFOLIOS)
    }
  }, [portfolio, kind, queries, advance])

  const cancel = useCallback(() => sending.current?.sending.cancel(), [])
  const restart = useCallback(() => setStage({ at: 'choose' }), [])
  const busy = stage.at === 'sending'
  useEffect(() => {
    if (!busy) return undefined
    // Closing the window would break the sending off.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [busy])
  return { stage, run, cancel, restart }
}
