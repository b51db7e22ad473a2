// The loans behind a figure of a study: what each of them did, and from there to the loan itself.
import { Anchor, Button, Group, Modal, Text } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { count } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { FigureTable } from '../../frame/FigureTable'
import { useLoansLink, usePageLink } from '../../frame/portfolio'
import { RatingBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'

type OpenedPath = `/api/v1/portfolios/{id}/analytics/${'migration' | 'default-rates' | 'vintages' | 'static-pools'}/loans`

export interface OpenedProps {
  path: OpenedPath
  /** Which figure: the parameters of its study, and of the figure itself. */
  asked: object
  title: string
  close: () => void
}

const SIZE = 50

export function OpenedLoans({ path, asked, title, close }: OpenedProps) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const to = useLoansLink()
  const page = usePageLink()
  const [limit, setLimit] = useState(SIZE)
  const { data, error, again, download } = useAnalysis(path, { ...asked, limit } as never)
  return (
    <Modal opened onClose={close} title={title} size="xl" closeButtonProps={{ 'aria-label': plain('close') }}>
      {error && !data ? <Failed error={error} retry={again} /> : !data ? <Lines count={6} /> : (
        <>
          <Group justify="space-between" mb="xs">
            <Text size="sm" c="dimmed">{t('analyses.opened.steps', { count: data.total, shown: count(data.total, locale) })}</Text>
            <Group gap="xs">
              {data.filter && data.total > 0 && <Anchor component={Link} to={to(data.filter)} size="sm">{t('analyses.opened.grid')}</Anchor>}
              {data.total > 0 && <Button size="xs" variant="default" onClick={() => void download('csv')}>CSV</Button>}
              {data.total > 0 && <Button size="xs" variant="default" onClick={() => void download('xlsx')}>XLSX</Button>}
            </Group>
          </Group>
          {data.total === 0 ? <Text c="dimmed">{t('analyses.opened.none')}</Text> : (
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
          {data.total > limit && limit < 500 && <Button mt="sm" variant="default" onClick={() => setLimit(Math.min(500, limit * 4))}>{t('portfolios.more')}</Button>}
        </>
      )}
    </Modal>
  )
}
