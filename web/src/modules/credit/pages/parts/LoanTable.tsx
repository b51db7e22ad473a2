// Single loans that a figure names; each opens.
import type { ReactNode } from 'react'
import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { Day } from '@/kernel/Time'
import { type FigureColumn, FigureTable } from '../../frame/FigureTable'
import { usePageLink } from '../../frame/portfolio'
import { RatingBadge, StatusBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'

export interface NamedLoan {
  id: number
  loan_id: string
  borrower: string
  exposure: number | string
  credit_rating: string
  status: string
  sector: string
  maturity_date: string
}

interface LoanTableProps<L extends NamedLoan> {
  title: string
  note?: ReactNode
  loans: readonly L[]
  more?: readonly FigureColumn<L>[]
  without?: readonly ('status' | 'maturity' | 'sector')[]
}

export function LoanTable<L extends NamedLoan>({ title, note, loans, more = [], without = [] }: LoanTableProps<L>) {
  const { t } = useTranslation('credit')
  const page = usePageLink()
  const columns: FigureColumn<L>[] = [
    { header: t('field.loanId'), cell: (loan) => loan.loan_id },
    { header: t('field.borrower'), cell: (loan) => <Private>{loan.borrower}</Private> },
    { header: t('field.amount'), align: 'end', cell: (loan) => <Cash of={loan.exposure} short /> },
    { header: t('field.rating'), cell: (loan) => <RatingBadge rating={loan.credit_rating} /> },
    ...(without.includes('status') ? [] : [{ header: t('field.status'), wide: true, cell: (loan: L) => <StatusBadge status={loan.status} /> }]),
    ...(without.includes('sector') ? [] : [{ header: t('field.sector'), wide: true, cell: (loan: L) => loan.sector }]),
    ...(without.includes('maturity') ? [] : [{ header: t('field.maturity'), wide: true, cell: (loan: L) => <Day on={loan.maturity_date} /> }]),
    ...more,
  ]
  return (
    <section className="card" aria-label={title}>
      <Title order={3} size="h3">{title}</Title>
      {note && <Text size="sm" c="dimmed">{note}</Text>}
      <div className="card-table"><FigureTable label={title} columns={columns} rows={loans} rowKey={(loan) => loan.id} to={(loan) => page(`loans/${loan.id}`)} /></div>
    </section>
  )
}
