// The loans behind a figure of a study: what each of them did, and from there to the loan itself.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { useLocale } from '@/kernel/preferences'
import { Day } from '@/kernel/Time'
import { count } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { FigureTable } from '../../frame/FigureTable'
import { usePageLink } from '../../frame/portfolio'
import { RatingBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'
import { LoansDialog, SIZE } from './LoansDialog'

type OpenedPath = `/api/v1/portfolios/{id}/analytics/${'migration' | 'default-rates' | 'vintages' | 'static-pools'}/loans`

export interface OpenedProps {
  path: OpenedPath
  /** Which figure: the parameters of its study, and of the figure itself. */
  asked: object
  title: string
  close: () => void
}

export function OpenedLoans({ path, asked, title, close }: OpenedProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const page = usePageLink()
  const [limit, setLimit] = useState(SIZE)
  const of = useAnalysis(path, { ...asked, limit } as never)
  return (
    <LoansDialog of={of} title={title} said={({ total }) => t('analyses.opened.steps', { count: total, shown: count(total, locale) })} limit={limit} onLimit={setLimit} close={close}>
      {(data) => (
        <FigureTable
          label={title} rows={data.steps} rowKey={(step) => `${step.id} ${step.from}`} to={(step) => page(`loans/${step.id}`)}
          columns={[
            { header: t('field.loanId'), cell: (step) => step.loan_id },
            { header: t('field.borrower'), cell: (step) => <Private>{step.borrower}</Private> },
            { header: t('field.amount'), align: 'end', cell: (step) => <Cash of={step.amount} short /> },
            { header: t('analyses.opened.before'), cell: (step) => <RatingBadge rating={step.from_rating} /> },
            { header: t('analyses.opened.after'), cell: (step) => <RatingBadge rating={step.to_rating} /> },
            { header: t('analyses.opened.on'), wide: true, cell: (step) => <Day on={step.to} /> },
          ]}
        />
      )}
    </LoansDialog>
  )
}
