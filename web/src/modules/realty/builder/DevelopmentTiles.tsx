// The figures of one development, each with the list behind it.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Tile } from '@/kernel/chart/Tile'
import { formatDay } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Cash } from '@/kernel/Cash'
import type { Development } from '../realty'
import { dealsQuery, matrixQuery, summaryQuery } from './desk'

export function DevelopmentTiles({ row }: { row: Development }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const matrix = useQuery(matrixQuery(row.id)).data
  const summary = useQuery(summaryQuery(row.id)).data
  const deals = useQuery(dealsQuery({ size: 10 }, row.id)).data
  const here = `/builder/developments/${row.id}`
  const sold = matrix?.totals.filter((each) => each.status === 'booked' || each.status === 'sold').reduce((all, each) => all + each.units, 0)
  return (
    <div className="tiles">
      <Tile label={t('builder.field.available')} value={row.available_units} note={t('builder.tile.ofHomes', { count: row.total_units })} to={`${here}?tab=units`} />
      <Tile label={t('builder.tile.taken')} value={sold ?? '…'} note={t('builder.tile.entered', { count: row.units_entered })} to={`${here}?tab=units`} />
      <Tile label={t('builder.tile.received')} value={deals ? <Cash of={deals.stats.revenue} short /> : '…'} note={deals && <>{t('builder.tile.open')} <Cash of={deals.stats.pending_amount} currency={row.currency} short /></>} to={`${here}?tab=bookings`} />
      <Tile label={t('builder.tile.built')} value={summary ? plain('percent', { value: Math.round(summary.overall) }) : '…'} note={summary?.expected_end ? t('phases.until', { date: formatDay(summary.expected_end, locale) }) : undefined} to={`${here}?tab=construction`} />
    </div>
  )
}
