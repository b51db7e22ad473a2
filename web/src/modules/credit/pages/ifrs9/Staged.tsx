// The loans of a stage, the greatest allowance first.
import { Anchor, Button, Group, Modal, Text } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { count } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { FigureTable } from '../../frame/FigureTable'
import { useLoansLink, usePageLink } from '../../frame/portfolio'
import { RatingBadge, StatusBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'

const REASONS = ['nothing', 'status', 'rated_default', 'long_past_due', 'past_due', 'watch_list', 'downgrade'] as const
const SIZE = 50

interface StagedProps {
  stage: '1' | '2' | '3'
  reason: string | undefined
  terms: object
  close: () => void
}

export function Staged({ stage, reason, terms, close }: StagedProps) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const to = useLoansLink()
  const page = usePageLink()
  const [limit, setLimit] = useState(SIZE)
  const why = REASONS.find((each) => each === reason)
  const { data, error, again, download } = useAnalysis('/api/v1/portfolios/{id}/analytics/ifrs9/loans', { ...terms, stage, ...(why ? { reason: why } : {}), limit } as never)
  const title = why ? `${t('analyses.ifrs9.stage', { stage })}: ${t(`analyses.ifrs9.because.${why}`)}` : t('analyses.ifrs9.stage', { stage })
  return (
    <Modal opened onClose={close} title={title} size="xl" closeButtonProps={{ 'aria-label': plain('close') }}>
      {error && !data ? <Failed error={error} retry={again} /> : !data ? <Lines count={6} /> : (
        <>
          <Group justify="space-between" mb="xs">
            <Text size="sm" c="dimmed">{t('analyses.loans', { count: data.total, shown: count(data.total, locale) })}</Text>
            <Group gap="xs">
              {data.filter && data.total > 0 && <Anchor component={Link} to={to(data.filter)} size="sm">{t('analyses.opened.grid')}</Anchor>}
              <Button size="xs" variant="default" onClick={() => void download('csv')}>CSV</Button>
              <Button size="xs" variant="default" onClick={() => void download('xlsx')}>XLSX</Button>
            </Group>
          </Group>
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
          {data.total > limit && limit < 500 && <Button mt="sm" variant="default" onClick={() => setLimit(Math.min(500, limit * 4))}>{t('portfolios.more')}</Button>}
        </>
      )}
    </Modal>
  )
}
