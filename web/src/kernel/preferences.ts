// What a person chose for this browser: language, density, single keys, the narrow menu, the blur.
import { useSyncExternalStore } from 'react'

export type Language = 'en' | 'ko'
export type Density = 'comfortable' | 'compact'

export interface Preferences {
  language: Language
  density: Density
  /** Shortcuts of one key may be switched off: they get in the way of speech input. */
  singleKeys: boolean
  narrowMenu: boolean
  blurred: boolean
}

const KEY = 'bursar.preferences'
const listeners = new Set<() => void>()
let current = read()

export function preferences(): Preferences {
  return current
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  store(KEY, current)
  show()
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences)
}

/** The locale for numbers and dates: the browser's, unless another language was chosen. */
export function locale(): string {
  const own = globalThis.navigator?.language ?? 'en'
  return current.language === 'ko' && !own.startsWith('ko') ? 'ko-KR' : own
}

export function useLocale(): string {
  usePreferences()
  return locale()
}

/** JSON kept in this browser; a browser that forbids storage just forgets. */
export function stored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(key)
    return text === null ? fallback : (JSON.parse(text) as T)
  } catch {
    return fallback
  }
}

export function store(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing is lost but the memory of it.
  }
}

/** Puts what CSS needs to know on the root element. */
export function show(): void {
  const root = document.documentElement
  root.lang = current.language
  root.dataset.density = current.density
  root.toggleAttribute('data-blurred', current.blurred)
}

function read(): Preferences {
  const korean = globalThis.navigator?.language?.startsWith('ko') ?? false
  const standard: Preferences = {
    language: korean ? 'ko' : 'en',
    density: 'comfortable',
    singleKeys: true,
    narrowMenu: false,
    blurred: false,
  }
  return { ...standard, ...stored<Partial<Preferences>>(KEY, {}) }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
