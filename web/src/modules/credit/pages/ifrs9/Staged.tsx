// The loans of a stage, the greatest allowance first.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { useLocale } from '@/kernel/preferences'
import { count } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { FigureTable } from '../../frame/FigureTable'
import { usePageLink } from '../../frame/portfolio'
import { RatingBadge, StatusBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'
import { LoansDialog, SIZE } from '../parts/LoansDialog'

const REASONS = ['nothing', 'status', 'rated_default', 'long_past_due', 'past_due', 'watch_list', 'downgrade'] as const

interface StagedProps {
  stage: '1' | '2' | '3'
  reason: string | undefined
  terms: object
  close: () => void
}

export function Staged({ stage, reason, terms, close }: StagedProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const page = usePageLink()
  const [limit, setLimit] = useState(SIZE)
  const why = REASONS.find((each) => each === reason)
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/ifrs9/loans', { ...terms, stage, ...(why ? { reason: why } : {}), limit } as never)
  const title = why ? `${t('analyses.ifrs9.stage', { stage })}: ${t(`analyses.ifrs9.because.${why}`)}` : t('analyses.ifrs9.stage', { stage })
  return (
    <LoansDialog of={of} title={title} said={({ total }) => t('analyses.loans', { count: total, shown: count(total, locale) })} limit={limit} onLimit={setLimit} close={close}>
      {(data) => (
        <FigureTable
          label={title} rows={data.listed} rowKey={(loan) => loan.id} to={(loan) => page(`loans/${loan.id}`)}
          columns={[
            { header: t('field.loanId'), cell: (loan) => loan.loan_id },
            { header: t('field.borrower'), cell: (loan) => <Private>{loan.borrower}</Private> },
            { header: t('field.amount'), align: 'end', cell: (loan) => <Cash of={loan.amount} short /> },
            { header: t('analyses.ifrs9.start'), wide: true, cell: (loan) => <RatingBadge rating={loan.start_rating} /> },
            { header: t('field.rating'), cell: (loan) => <RatingBadge rating={loan.credit_rating} /> },
            { header: t('field.status'), wide: true, cell: (loan) => <StatusBadge status={loan.status} /> },
            { header: t('analyses.ifrs9.allowance'), align: 'end', cell: (loan) => <Cash of={loan.allowance} /> },
          ]}
        />
      )}
    </LoansDialog>
  )
}
