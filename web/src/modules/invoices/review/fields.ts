// The fields of an invoice, in the order in which people read them, and how what is typed or clicked becomes a value.
import { parseDate } from '@/kernel/dates'
import { parseMoney, wire } from '@/kernel/money'
import type { Extracted } from '../invoices'

export type Form = 'text' | 'date' | 'amount' | 'currency' | 'flag'

export const GROUPS = {
  document: ['invoice_number', 'invoice_date', 'due_date', 'purchase_order', 'customer_number', 'original_number', 'irn'],
  seller: ['seller_name', 'seller_legal_name', 'seller_gstin', 'seller_tax_id', 'seller_pan', 'seller_address', 'seller_email', 'seller_phone'],
  buyer: ['buyer_name', 'buyer_gstin', 'buyer_tax_id', 'buyer_address'],
  amounts: ['currency', 'taxable_amount', 'tax_amount', 'total_amount', 'amount_due', 'discount_amount', 'charges_amount', 'round_off', 'paid_amount'],
  payment: ['iban', 'bic', 'account_number', 'ifsc', 'payment_terms'],
  supply: ['place_of_supply', 'reverse_charge', 'sez'],
} as const

export type Group = keyof typeof GROUPS
export type FieldName = (typeof GROUPS)[Group][number]
export const GROUP_NAMES = Object.keys(GROUPS) as Group[]
export const FIELD_NAMES: readonly FieldName[] = GROUP_NAMES.flatMap((group) => [...GROUPS[group]])

/** Those that an invoice ought to have: shown even where nothing was read. */
const EXPECTED: readonly FieldName[] = ['invoice_number', 'invoice_date', 'due_date', 'seller_name', 'seller_tax_id', 'buyer_name', 'currency', 'taxable_amount', 'tax_amount', 'total_amount']

const FORMS: Partial<Record<FieldName, Form>> = {
  invoice_date: 'date', due_date: 'date', currency: 'currency', reverse_charge: 'flag', sez: 'flag', taxable_amount: 'amount', tax_amount: 'amount',
  total_amount: 'amount', amount_due: 'amount', discount_amount: 'amount', charges_amount: 'amount', round_off: 'amount', paid_amount: 'amount',
}

export const formOf = (name: FieldName): Form => FORMS[name] ?? 'text'
export const isField = (name: unknown): name is FieldName => FIELD_NAMES.some((each) => each === name)

/** The fields to show: what was read, what is missed, or all of them. */
export function shownFields(read: Extracted | null | undefined, all: boolean): FieldName[] {
  const has = (name: FieldName) => Boolean(read?.fields?.[name]?.value)
  const gst = has('seller_gstin')
  const offered = (name: FieldName) => Boolean(read?.suggestions?.[name]?.value)
  return FIELD_NAMES.filter((name) => all || has(name) || offered(name) || (EXPECTED.includes(name) && !(gst && name === 'seller_tax_id')))
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '$': 'USD', '£': 'GBP', '₹': 'INR', '¥': 'JPY', '₩': 'KRW', 'rs': 'INR', 'rs.': 'INR', 'fr.': 'CHF', 'zł': 'PLN', 'kč': 'CZK' }

/** What was typed or clicked in the form that the server keeps; null where it can't be read. */
export function valueOf(form: Form, typed: string, locale: string): string | null {
  const text = typed.trim()
  if (text === '') return ''
  switch (form) {
    case 'date':
      return parseDate(text.replace(/[,;]$/, ''), locale)
    case 'amount': {
      // On a page the currency stands beside the figure.
      const amount = parseMoney(text.replace(/^[\p{Sc}\p{L}.]+\s*(?=[\d(-])|\s*[\p{Sc}\p{L}]+\.?$/gu, ''), locale)
      return amount === null ? null : wire(amount)
    }
    case 'currency': {
      const sign = SIGNS[text.toLowerCase()]
      const code = /\b[A-Z]{3}\b/.exec(text)?.[0] ?? /^[a-z]{3}$/i.exec(text)?.[0]
      return sign ?? (code ? code.toUpperCase() : null)
    }
    case 'flag':
      return /^(true|yes|y|1|ja|oui|예)$/i.test(text) ? 'true' : /^(false|no|n|0|nein|non|아니요)$/i.test(text) ? 'false' : null
    case 'text':
      return text
  }
}

/** The field after this one, or before it. */
export function nextField(names: readonly FieldName[], name: FieldName | null, by: 1 | -1): FieldName | null {
  if (names.length === 0) return null
  const at = name ? names.indexOf(name) : -1
  if (at < 0) return (by > 0 ? names[0] : names.at(-1)) ?? null
  return names[Math.max(0, Math.min(names.length - 1, at + by))] ?? null
}
