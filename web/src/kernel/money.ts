// Money is a whole number of ten-thousandths, as a bigint: sums are exact.
// The server speaks of amounts with two decimals, four where an amount has them.
export type Money = bigint

const DECIMALS = 4
const UNIT = 10_000n
/** What the server can hold: 15 digits before the point. */
const LIMIT = 10n ** 15n * UNIT

/** An amount as it came over the wire: a JSON number or a numeric string. */
export function money(wire: number | string | null | undefined): Money {
  if (wire === null || wire === undefined || wire === '') return 0n
  const text = typeof wire === 'number' ? plain(wire) : wire
  const amount = exact(text)
  if (amount === null) throw new RangeError(`not an amount: ${text}`)
  return amount
}

/** The amount for a request: a numeric string, so no digit is lost on the way. */
export function wire(amount: Money): string {
  const negative = amount < 0n
  const size = negative ? -amount : amount
  const fraction = String(size % UNIT).padStart(DECIMALS, '0').replace(/0{1,2}$/, '')
  return `${negative ? '-' : ''}${size / UNIT}.${fraction}`
}

export function sum(amounts: Iterable<Money>): Money {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}

/** Whole percent of a part, rounded half up; null when there is no whole. */
export function percent(part: Money, whole: Money): number | null {
  if (whole === 0n) return null
  return Number((part * 200n + whole) / (whole * 2n))
}

/** The amount in equal parts, rounded up to the cent so that the parts suffice. */
export function share(amount: Money, parts: number): Money {
  const cent = UNIT / 100n
  const count = BigInt(Math.max(1, Math.trunc(parts)))
  const per = cent * count
  return ((amount + per - 1n) / per) * cent
}

export function formatMoney(amount: Money, locale: string): string {
  return format(locale).format(wire(amount) as Intl.StringNumericLiteral)
}

/**
 * An amount the way people write it: `1,234.5`, `1 234,50`, `1'234.50`, `1.234,5`, `-3`, `(12)`, `€ 5`.
 * Returns null when it cannot be read. A single separator before exactly three
 * digits is ambiguous; then the locale decides what it means.
 */
export function parseMoney(typed: string, locale: string): Money | null {
  let text = typed.trim().replace(/^[\p{Sc}]|[\p{Sc}]$/gu, '').trim()
  const bracketed = /^\((.*)\)$/.exec(text)
  if (bracketed) text = `-${bracketed[1] ?? ''}`
  text = text.replace(/^\u2212/, '-').replace(/^([+-]?)\s*[\p{Sc}]\s*/u, '$1')
  // Spaces of every width and apostrophes only ever group digits.
  text = text.replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3})/g, '')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(text)) return null

  const point = decimalPoint(text, locale)
  const whole = point < 0 ? text : text.slice(0, point)
  const fraction = point < 0 ? '' : text.slice(point + 1)
  if (/[.,]/.test(fraction) || !grouped(whole)) return null
  return exact(`${whole.replace(/[.,]/g, '') || '0'}.${fraction || '0'}`)
}

/** Where the decimal separator stands, or -1 when there is none. */
function decimalPoint(text: string, locale: string): number {
  const dot = text.lastIndexOf('.')
  const comma = text.lastIndexOf(',')
  if (dot >= 0 && comma >= 0) return Math.max(dot, comma)
  const at = Math.max(dot, comma)
  if (at < 0) return -1
  const separator = text[at] ?? ''
  if (text.indexOf(separator) !== at) return -1
  const ambiguous = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text)
  if (ambiguous) return separator === separatorOf(locale) ? at : -1
  return at
}

/** Whether separators in the whole part stand where thousands do, or India's lakhs and crores. */
function grouped(whole: string): boolean {
  if (!/[.,]/.test(whole)) return true
  return [/^[+-]?\d{1,3}(\.\d{3})+$/, /^[+-]?\d{1,3}(,\d{3})+$/, /^[+-]?\d{1,2}(,\d{2})+,\d{3}$/].some((way) => way.test(whole))
}

function exact(text: string): Money | null {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim())
  if (!parts) return null
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > DECIMALS) return null
  const size = BigInt(parts[2] ?? '0') * UNIT + BigInt(fraction.padEnd(DECIMALS, '0'))
  if (size >= LIMIT) return null
  return parts[1] === '-' ? -size : size
}

/** A number without an exponent. Only its shortest spelling is used, never arithmetic. */
/** An amount for the eye, in few figures. Never for sums. */
export function compact(amount: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 }).format(wire(amount) as Intl.StringNumericLiteral)
}

function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(DECIMALS) : text
}

const formats = new Map<string, Intl.NumberFormat>()

function format(locale: string): Intl.NumberFormat {
  let found = formats.get(locale)
  if (!found) {
    found = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: DECIMALS })
    formats.set(locale, found)
  }
  return found
}

function separatorOf(locale: string): string {
  const part = format(locale).formatToParts(1.5).find((each) => each.type === 'decimal')
  return part?.value ?? '.'
}
