// Changing what the address says: a filter, the day, or something of a page's own.
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { FILTER_KEYS } from '../filter'

type Part = Record<string, string | number | undefined>

/** Puts a part into the address; undefined takes it out. Every change is a step back, but for what is typed. */
export function useChange(): (part: Part, replace?: boolean) => void {
  const navigate = useNavigate()
  return useCallback((part: Part, replace = false) => {
    void navigate({
      to: '.', replace, resetScroll: false,
      search: ((before: Record<string, unknown>) => ({ ...before, ...part })) as never,
    })
  }, [navigate])
}

export function useClearFilter(): () => void {
  const change = useChange()
  return useCallback(() => change(Object.fromEntries(FILTER_KEYS.map((key) => [key, undefined]))), [change])
}
