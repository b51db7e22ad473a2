// Shortcuts: registered where they act, listed together by the help.
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { preferences } from './preferences'

export interface Shortcut {
  /** As KeyboardEvent.key names it. */
  key: string
  label: string
  group: string
  run: () => void
}

let shortcuts: readonly Shortcut[] = []
const listeners = new Set<() => void>()

/** Keys work while the component is shown. The last one registered for a key wins. */
export function useShortcuts(own: readonly Shortcut[]): void {
  const latest = useRef(own)
  latest.current = own
  const signature = own.map((each) => `${each.key}:${each.label}`).join('|')
  useEffect(() => {
    const mine = latest.current.map((each) => ({
      ...each,
      run: () => latest.current.find((other) => other.key === each.key)?.run(),
    }))
    change([...shortcuts, ...mine])
    return () => change(shortcuts.filter((each) => !mine.includes(each)))
  }, [signature])
}

export function useAllShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shortcuts,
  )
}

export function startShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key !== '?' && !preferences().singleKeys) return
    if (typing(event.target) || dialogOpen(event.target)) return
    const found = shortcuts.findLast((each) => each.key === event.key)
    if (!found) return
    // Enter and space belong to whatever control has the focus.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a,button')) return
    event.preventDefault()
    found.run()
  })
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTick(target)
}

function isTick(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio')
}

/** Behind a modal dialog or an open menu the page's keys are silent. */
function dialogOpen(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true
  return target instanceof Element && target.closest('[role="menu"],[role="listbox"]') !== null
}

function change(next: readonly Shortcut[]): void {
  shortcuts = next
  for (const listener of listeners) listener()
}
