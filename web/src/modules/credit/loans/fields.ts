// The form of a loan, and what of it goes to the server.
import i18next from 'i18next'
import type { Body } from '@/kernel/api/types'
import type { Field, Values } from '@/kernel/form/field'
import type { Draft } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import type { FilterOption } from '@/kernel/table/column'
import { type Loan, type LOAN, type LOANS, RATINGS, STATUSES, statusName } from '../credit'

const t = i18next.getFixedT(null, 'credit')
const OPTIONAL = ['country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'] as const
const NUMBERS = ['amount', 'rate', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'] as const

const plain = (values: readonly string[]): FilterOption[] => values.map((value) => ({ value, label: value }))

/** With the words that loans of this portfolio use already, so that a sector is written in one way. */
export function loanFields(loan: Loan | null, sectors: readonly string[], countries: readonly string[]): Field[] {
  return [
    // It stays: files and histories refer to it.
    ...(loan ? [] : [{ name: 'loan_id', label: t('loan.id'), kind: 'text', required: true } as const]),
    { name: 'borrower', label: t('field.borrower'), kind: 'text', required: true },
    { name: 'amount', label: t('field.amount'), kind: 'money', required: true },
    { name: 'rate', label: t('loan.rate'), kind: 'money', required: true },
    { name: 'maturity_date', label: t('field.maturity'), kind: 'date', required: true },
    { name: 'credit_rating', label: t('field.rating'), kind: 'select', required: true, options: plain(RATINGS), ...(loan ? { description: t('loan.ratingFollows') } : {}) },
    { name: 'status', label: t('field.status'), kind: 'select', required: true, options: STATUSES.map((value) => ({ value, label: statusName(value) })) },
    { name: 'sector', label: t('field.sector'), kind: 'suggest', required: true, options: plain(sectors) },
    { name: 'country', label: t('field.country'), kind: 'suggest', options: plain(countries) },
    { name: 'debt_to_equity', label: t('field.debtToEquity'), kind: 'money' },
    { name: 'interest_coverage', label: t('field.interestCoverage'), kind: 'money' },
    { name: 'leverage_ratio', label: t('field.leverage'), kind: 'money' },
  ]
}

export function loanValues(loan: Loan | null): Values {
  if (!loan) {
    return {
      loan_id: '', borrower: '', amount: '', rate: '', maturity_date: '', credit_rating: 'BBB', status: 'Performing', sector: '', country: '', debt_to_equity: '', interest_coverage: '', leverage_ratio: '',
    }
  }
  const number = (value: string | null) => (value === null ? '' : formatMoney(money(value), locale()))
  return {
    loan_id: loan.loan_id, borrower: loan.borrower, maturity_date: loan.maturity_date, credit_rating: loan.credit_rating, status: loan.status, sector: loan.sector, country: loan.country ?? '',
    ...Object.fromEntries(NUMBERS.map((name) => [name, number(loan[name])])),
  }
}

/** What the server takes of a loan as it stands; also what Undo sends. */
export function bodyOf(loan: Loan): Body<typeof LOANS> {
  const { loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status, country, debt_to_equity, interest_coverage, leverage_ratio } = loan
  return { loan_id, borrower, amount, rate, sector, maturity_date, credit_rating, status, country, debt_to_equity, interest_coverage, leverage_ratio }
}

/** A new loan as it was typed. What is missing has been refused by the form. */
export function newBody(draft: Draft): Body<typeof LOANS> {
  const given = Object.fromEntries(Object.entries(draft).filter(([name, value]) => value !== null || OPTIONAL.some((each) => each === name)))
  return given as unknown as Body<typeof LOANS>
}

/** Only what was changed is sent: what somebody else changed beside it stays. */
export function patchOf(draft: Draft, changed: ReadonlySet<string>): Body<typeof LOAN, 'patch'> {
  return Object.fromEntries(Object.entries(draft).filter(([name]) => changed.has(name))) as Body<typeof LOAN, 'patch'>
}
