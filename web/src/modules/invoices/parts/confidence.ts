export type Level = 'high' | 'middle' | 'low'

/** From where on a value may be trusted at a glance, and below which it wants a look. */
const HIGH = 0.9
const MIDDLE = 0.7

export function level(confidence: number): Level {
  return confidence >= HIGH ? 'high' : confidence >= MIDDLE ? 'middle' : 'low'
}
