// Numbers, shares and lists as people type them.
import i18next from 'i18next'
import { Problem } from '@/kernel/api/problem'
import type { Draft } from '@/kernel/form/RecordForm'

/** `1,200.5` or `1200,5` → 1200.5; null when it is no number. */
export function parseNumber(typed: string): number | null {
  const text = typed.trim().replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '').replace(/,(?=\d{3}(\D|$))/g, '').replace(',', '.')
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null
  return Number(text)
}

/** A number of a form; null where it is empty. What cannot be read is said at its field. */
export function numberIn(draft: Draft, name: string, whole = true): number | null {
  const typed = draft[name]
  if (typeof typed !== 'string' || typed === '') return null
  const number = parseNumber(typed)
  if (number === null || (whole && !Number.isInteger(number))) {
    const says = i18next.t(whole ? 'realty:builder.notWhole' : 'realty:builder.notNumber')
    throw new Problem(422, says, null, { [name]: says })
  }
  return number
}

/** `gym, pool` or a line each → a list. */
export function listIn(draft: Draft, name: string): string[] | null {
  const typed = draft[name]
  if (typeof typed !== 'string') return null
  const list = typed.split(/[,\n]/).map((each) => each.trim()).filter((each) => each !== '')
  return list.length > 0 ? list : null
}

/** `12.5` percent → 1250 hundredths of a percent; null when it is none. */
export function parseShare(typed: string): number | null {
  const number = parseNumber(typed.replace('%', ''))
  if (number === null) return null
  const points = Math.round(number * 100)
  return points >= 1 && points <= 10_000 ? points : null
}

/** What is left of the whole is shared evenly by the steps without a share, the first ones taking the odd hundredths. */
export function shareRest(points: readonly (number | null)[]): number[] {
  const rest = 10_000 - points.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  const open = points.filter((each) => each === null).length
  if (open === 0 || rest < open) return points.map((each) => each ?? 0)
  let odd = rest % open
  return points.map((each) => each ?? Math.floor(rest / open) + (odd-- > 0 ? 1 : 0))
}
