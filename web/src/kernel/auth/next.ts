/** Only a path of this console is a place to go on to: never another site. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== 'string' || !next.startsWith('/') || /^\/[\/\\]/.test(next)) return undefined
  return next === '/sign-in' || next.startsWith('/sign-in?') ? undefined : next
}
