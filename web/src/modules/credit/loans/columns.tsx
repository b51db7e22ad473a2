// The columns of the grid: how wide, by what they are sorted, what is shown until one chooses.
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { Private } from '@/kernel/Private'
import { Ago, Day } from '@/kernel/Time'
import type { Loan } from '../credit'
import { decimal, rate } from '../figures'
import { RatingBadge, StatusBadge } from '../parts/badges'
import { Cash } from '../parts/Cash'
import type { Order } from './search'

export interface GridColumn {
  id: string
  header: string
  sort: Order['sort']
  /** In pixels, at least; with `grow` it takes what is left. */
  width: number
  grow?: boolean
  align?: 'end'
  optional?: boolean
  cell: (row: Loan) => ReactNode
}

export function columnsOf(t: TFunction<'credit'>, locale: string): GridColumn[] {
  const ratio = (value: string | null) => <span className="figure">{value === null ? '—' : decimal(value, locale)}</span>
  return [
    { id: 'loan_id', header: t('field.loanId'), sort: 'loan_id', width: 116, cell: (row) => row.loan_id },
    { id: 'borrower', header: t('field.borrower'), sort: 'borrower', width: 180, grow: true, cell: (row) => <Private>{row.borrower}</Private> },
    { id: 'amount', header: t('field.amount'), sort: 'amount', width: 138, align: 'end', cell: (row) => <Cash of={row.amount} /> },
    { id: 'rate', header: t('field.rate'), sort: 'rate', width: 78, align: 'end', cell: (row) => rate(row.rate, locale) },
    { id: 'credit_rating', header: t('field.rating'), sort: 'credit_rating', width: 84, cell: (row) => <RatingBadge rating={row.credit_rating} /> },
    { id: 'status', header: t('field.status'), sort: 'status', width: 146, cell: (row) => <StatusBadge status={row.status} /> },
    { id: 'maturity_date', header: t('field.maturity'), sort: 'maturity_date', width: 118, cell: (row) => <Day on={row.maturity_date} /> },
    { id: 'sector', header: t('field.sector'), sort: 'sector', width: 132, grow: true, cell: (row) => row.sector },
    { id: 'country', header: t('field.country'), sort: 'country', width: 136, cell: (row) => row.country ?? '—' },
    { id: 'debt_to_equity', header: t('field.debtToEquity'), sort: 'debt_to_equity', width: 132, align: 'end', optional: true, cell: (row) => ratio(row.debt_to_equity) },
    { id: 'interest_coverage', header: t('field.interestCoverage'), sort: 'interest_coverage', width: 132, align: 'end', optional: true, cell: (row) => ratio(row.interest_coverage) },
    { id: 'leverage_ratio', header: t('field.leverage'), sort: 'leverage_ratio', width: 110, align: 'end', optional: true, cell: (row) => ratio(row.leverage_ratio) },
    { id: 'created_at', header: t('field.created'), sort: 'created_at', width: 130, optional: true, cell: (row) => <Ago at={row.created_at} /> },
    { id: 'updated_at', header: t('field.updated'), sort: 'updated_at', width: 130, optional: true, cell: (row) => <Ago at={row.updated_at} /> },
  ]
}
