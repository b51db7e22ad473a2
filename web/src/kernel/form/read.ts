// From what was typed to what the server wants, or to a plain word about what is wrong.
import i18next from 'i18next'
import { parseDate } from '../dates'
import { parseMoney, wire } from '../money'
import { locale } from '../preferences'
import type { Field, Values } from './field'

export function findings(fields: readonly Field[], values: Values): Record<string, string> {
  const found: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.name]
    const wrong = typeof value === 'string' ? check(field, value) : null
    if (wrong) found[field.name] = wrong
  }
  return found
}

function check(field: Field, value: string): string | null {
  if (value.trim() === '') return field.required ? i18next.t('form.required') : null
  if (field.kind === 'money' || field.kind === 'amount') {
    const amount = parseMoney(value, locale())
    if (amount === null) return i18next.t('form.notMoney')
    return amount < 0n && field.kind === 'money' ? i18next.t('form.negative') : null
  }
  if (field.kind === 'date' && !parseDate(value, locale())) return i18next.t('form.notDate', { example: '2026-03-31' })
  if (field.kind === 'email' && !/^\S+@\S+\.\S+$/.test(value.trim())) return i18next.t('form.notEmail')
  return null
}

/** A checked form as the request's values; empty optional fields are null. */
export function read(fields: readonly Field[], values: Values): Record<string, string | boolean | null> {
  return Object.fromEntries(fields.map((field) => [field.name, readOne(field, values[field.name] ?? '')]))
}

function readOne(field: Field, value: string | boolean): string | boolean | null {
  if (typeof value === 'boolean') return value
  const text = /password/.test(field.kind) ? value : value.trim()
  if (text === '') return null
  if (field.kind === 'money' || field.kind === 'amount') {
    const amount = parseMoney(text, locale())
    return amount === null ? null : wire(amount)
  }
  return field.kind === 'date' ? parseDate(text, locale()) : text
}
