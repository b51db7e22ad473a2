// The colours of levels, the same on every page.
import type { Tone } from '@/kernel/Status'

export const LEVEL_TONES: Record<string, Tone> = { low: 'good', medium: 'warn', high: 'bad' }
export const LIGHTS: Record<string, Tone> = { green: 'good', amber: 'warn', breach: 'bad' }
