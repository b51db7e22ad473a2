// The bad rows: what is wrong in which, sortable, and all of them as a file.
import { Anchor, Button, Group, Text, Title, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDown, IconDownload, IconUp } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { count } from '../figures'
import { FAULT_COLUMNS, type FaultColumn, type FaultOrder, ordered, reasons } from './faults'
import type { Fault } from './shapes'

const PART = 100

interface FaultTableProps {
  faults: readonly Fault[]
  /** How many there are in all; the answer holds the first thousand. */
  failed: number
  url: string | null
}

export function FaultTable({ faults, failed, url }: FaultTableProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const [order, setOrder] = useState<FaultOrder>({ by: 'row', down: false })
  const [shown, setShown] = useState(PART)
  const rows = ordered(faults, order)
  const sort = (by: FaultColumn) => setOrder({ by, down: order.by === by && !order.down })
  const often = reasons(faults)
  return (
    <section className="faults" aria-label={t('uploads.faults')}>
      <Group justify="space-between" align="flex-end" mb="xs">
        <div>
          <Title order={3}>{t('uploads.faults')}</Title>
          {failed > faults.length && <Text size="sm" c="dimmed">{t('uploads.firstFaults', { shown: count(faults.length, locale), all: count(failed, locale) })}</Text>}
        </div>
        {url && <Anchor href={url} download className="button-link"><IconDownload size={16} /> {t('uploads.allFaults')}</Anchor>}
      </Group>
      {often.length > 1 && (
        <ul className="reasons">{often.slice(0, 5).map((each) => <li key={`${each.column} ${each.error}`}><b className="figure">{count(each.count, locale)}×</b> {each.column ? `${each.column}: ` : ''}{each.error}</li>)}</ul>
      )}
      <div className="table-block">
        <div className="table-scroll" role="region" aria-label={t('uploads.faults')} tabIndex={0}>
          <table className="data-table" aria-label={t('uploads.faults')}>
            <thead>
              <tr>
                {FAULT_COLUMNS.map((each) => (
                  <th key={each} scope="col" data-end={each === 'row' ? 'end' : undefined} aria-sort={order.by === each ? (order.down ? 'descending' : 'ascending') : 'none'}>
                    <UnstyledButton className="sort" onClick={() => sort(each)}>
                      {t(`uploads.fault.${each}`)}
                      <span className="arrow" data-on={order.by === each || undefined}>{order.by === each && order.down ? <IconDown size={14} /> : <IconUp size={14} />}</span>
                    </UnstyledButton>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, shown).map((each) => (
                <tr key={each.row}>
                  <td data-end="end">{count(each.row, locale)}</td>
                  <td>{each.loan_id || '—'}</td>
                  <td>{each.column || '—'}</td>
                  <td className="fault-value"><Private>{each.value || '—'}</Private></td>
                  <td className="fault-reason">{each.error}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {rows.length > shown && <Button mt="xs" variant="default" onClick={() => setShown(shown + 5 * PART)}>{t('portfolios.more')}</Button>}
    </section>
  )
}
