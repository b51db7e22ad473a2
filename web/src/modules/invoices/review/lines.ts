// The arithmetic of lines: how a new one begins, what follows from its figures, and whether all of them sum up.
import { type Money, money, sum, wire } from '@/kernel/money'
import type { Extracted, Line } from '../invoices'

export type Draft = Record<string, string | boolean | null>

export const FIELDS = ['description', 'hsn_code', 'quantity', 'unit', 'unit_price', 'gst_rate', 'taxable_value', 'gst_amount', 'total'] as const
export type Name = (typeof FIELDS)[number]
export const FIGURES: readonly Name[] = ['quantity', 'unit_price', 'gst_rate', 'taxable_value', 'gst_amount', 'total']

const ONE = 10_000n
const CENT = 100n

/** A new line stands below this one: most often it has its unit and its rate. */
export function lineBelow(above: Line | undefined): Line {
  return { ...(above?.unit ? { unit: above.unit } : {}), ...(above?.gst_rate === null || above?.gst_rate === undefined ? {} : { gst_rate: above.gst_rate }), quantity: '1', confidence: 1 } as unknown as Line
}

/** The line with what the form says; what was emptied does not stand there. */
export function lineWith(line: Line, draft: Draft): Line {
  const said = FIELDS.map((name) => [name, draft[name] === '' || draft[name] === undefined ? null : draft[name]] as const)
  return { ...line, ...Object.fromEntries(said), confidence: 1 } as Line
}

const has = (value: unknown): value is number | string => value !== null && value !== undefined && value !== ''

/** Rounded half up to the cent, away from zero. */
function cents(value: bigint, by: bigint): Money {
  const unit = by * CENT
  const half = unit / 2n
  return ((value < 0n ? value - half : value + half) / unit) * CENT
}

/** What was left empty of a new line, as far as it follows from the rest and the other lines say it too. */
export function completed(line: Line, others: readonly Line[]): Line {
  const said = (name: Name) => others.length === 0 || others.some((each) => has(each[name]))
  const whole = { ...line }
  if (!has(whole.taxable_value) && has(whole.quantity) && has(whole.unit_price) && said('taxable_value')) {
    whole.taxable_value = wire(cents(money(whole.quantity) * money(whole.unit_price), ONE)) as never
  }
  // Where lines have one amount only, it stands as their total.
  const alone = others.some((each) => has(each.total)) && !others.some((each) => has(each.taxable_value))
  if (alone && !has(whole.total) && has(whole.quantity) && has(whole.unit_price)) {
    whole.total = wire(cents(money(whole.quantity) * money(whole.unit_price), ONE)) as never
  }
  const net = has(whole.taxable_value) ? money(whole.taxable_value) : null
  if (net !== null && !has(whole.gst_amount) && has(whole.gst_rate) && others.some((each) => has(each.gst_amount))) {
    whole.gst_amount = wire(cents(net * money(whole.gst_rate), 100n * ONE)) as never
  }
  if (net !== null && !has(whole.total) && has(whole.gst_amount) && others.some((each) => has(each.total))) {
    whole.total = wire(net + money(whole.gst_amount)) as never
  }
  return whole
}

export interface Sums { of: 'net' | 'gross'; lines: Money; says: Money; fits: boolean; between: boolean }

/**
 * Whether the lines sum up to what the invoice says before tax, or with it. Discounts and charges on the whole invoice,
 * and the rounding of its total, lie between both. Null where the lines have no figures, or the invoice says no sum.
 */
export function sumsOf(lines: readonly Line[], fields: Extracted['fields'] | undefined): Sums | null {
  const field = (name: string): Money | null => {
    try {
      const value = fields?.[name]?.value
      return has(value) ? money(value) : null
    } catch {
      return null
    }
  }
  const off = (field('charges_amount') ?? 0n) - (field('discount_amount') ?? 0n)
  const of = (kind: Sums['of'], name: Name, says: Money | null, between: readonly Money[]): (Sums & { known: number }) | null => {
    const known = lines.filter((line) => has(line[name]))
    if (says === null || known.length === 0) return null
    const amounts = known.map((line) => money(line[name] as number | string))
    const all = sum(amounts)
    // Where lines say parts of a cent, somebody rounded: a cent is no difference then.
    const slack = amounts.some((each) => each % CENT !== 0n) ? CENT : 0n
    const met = (by: Money) => { const far = all + by - says; return (far < 0n ? -far : far) <= slack }
    return { of: kind, lines: all, says, fits: between.some(met), between: !met(0n) && between.some(met), known: known.length }
  }
  const round = field('round_off') ?? 0n
  const both = [
    of('net', 'taxable_value', field('taxable_amount'), [0n, off]),
    of('gross', 'total', field('total_amount'), [0n, off, round, off + round]),
    // Where prices hold the tax, the net column of a receipt holds the gross, and the other way round.
    of('gross', 'taxable_value', field('total_amount'), [0n, off, round, off + round]),
    of('net', 'total', field('taxable_amount'), [0n, off]),
  ].filter((each) => each !== null)
  // What most lines say is compared, and with the sum that it is nearest to.
  const far = ({ lines: all, says }: Sums) => (all > says ? all - says : says - all)
  const nearest = (one: Sums, other: Sums) => (far(one) < far(other) ? -1 : far(one) > far(other) ? 1 : 0)
  const best = both.find((each) => each.fits) ?? [...both].sort((one, other) => other.known - one.known || nearest(one, other))[0]
  return best ? { of: best.of, lines: best.lines, says: best.says, fits: best.fits, between: best.between } : null
}
