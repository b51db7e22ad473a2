// What an address says, with a fallback: a typed one cannot break a page. Pure.

/** A number within its borders; the fallback for what is none. */
export function numberOf(text: string | undefined, fallback: number, [least, most]: readonly [number, number]): number {
  const value = Number(text)
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? fallback : Math.min(most, Math.max(least, value))
}

/** One of a list; the first for what is not on it. */
export function oneOf<const T extends readonly [string, ...string[]]>(text: string | undefined, choices: T): T[number] {
  return choices.find((each) => each === text) ?? choices[0]
}
