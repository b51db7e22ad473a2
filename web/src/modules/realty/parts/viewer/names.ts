// A node of a model stands for a home when its name is the home's number.

/** `A-101` of `unit_A-101`, `Unit-a-101` and `A 101`: in one spelling, so that equal numbers are equal. */
export function unitKey(name: string): string {
  const plain = name.trim().toLowerCase().replace(/[\s_.]+/g, '-').replace(/-+/g, '-').replace(/^-|-$/g, '')
  return plain.replace(/^unit-(?=.)/, '')
}

/** What of two names of a node names a home: the one it was given, else the one that the loader made of it. */
export function unitOf<T>(homes: ReadonlyMap<string, T>, ...names: readonly unknown[]): T | undefined {
  for (const name of names) {
    const found = typeof name === 'string' && name !== '' ? homes.get(unitKey(name)) : undefined
    if (found) return found
  }
  return undefined
}
