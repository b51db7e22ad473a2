// All bookings, with what came in and what is still owed.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Tile } from '@/kernel/chart/Tile'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Cash } from '@/kernel/Cash'
import { Deals } from './Deals'
import { BUILD, dealsQuery, useCurrency } from './desk'
import { NeedsProfile } from './NeedsProfile'

export function BookingsPage() {
  const { t } = useTranslation('realty')
  return <Guarded permission={BUILD}><NeedsProfile><Page title={t('nav.bookings')}><Figures /><Deals /></Page></NeedsProfile></Guarded>
}

function Figures() {
  const { t } = useTranslation('realty')
  const [search] = useListSearch()
  const currency = useCurrency()
  const stats = useQuery(dealsQuery(search)).data?.stats
  const list = '/builder/bookings'
  return (
    <div className="tiles">
      <Tile label={t('builder.tile.bookings')} value={stats?.total ?? '…'} note={stats && t('builder.tile.cancelled', { count: stats.cancelled })} to={list} />
      <Tile label={t('builder.tile.pending')} value={stats?.pending ?? '…'} note={t('builder.tile.pendingNote')} to={`${list}?status=inquiry`} />
      <Tile label={t('builder.tile.active')} value={stats?.active ?? '…'} note={t('builder.tile.activeNote')} to={`${list}?status=token_paid`} />
      <Tile label={t('builder.tile.received')} value={stats ? <Cash of={stats.revenue} short /> : '…'} note={currency} to={`${list}?status=booking_confirmed`} />
      <Tile label={t('builder.tile.open')} value={stats ? <Cash of={stats.pending_amount} short /> : '…'} note={currency} to={list} />
    </div>
  )
}
