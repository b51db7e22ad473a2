// What I asked to have otherwise in my home, and what the builder says to it.
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { IconPlus } from '@/kernel/icons'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import type { Booking } from '../realty'
import { ChangeCard } from './ChangeCard'
import { ChangeForm } from './ChangeForm'
import { changesQuery } from './customer'

/** Of one home. */
export function Changes({ booking }: { booking: Booking }) {
  const { t } = useTranslation('realty')
  const [search, onSearch] = useListSearch()
  const { data, error, refetch } = useQuery(changesQuery(booking.id))
  const asking = search.do === 'new'
  const stop = () => onSearch({ do: undefined })
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Lines count={6} />
  const ask = <Button leftSection={<IconPlus />} onClick={() => onSearch({ do: 'new' })}>{t('customer.changes.new')}</Button>
  const stands = booking.booking_status !== 'cancelled'
  return (
    <>
      {asking && stands ? <section className="card change-form"><ChangeForm bookings={[booking]} onDone={stop} onCancel={stop} /></section>
        : stands && data.length > 0 && <div className="section-head"><Text size="sm" c="dimmed">{t('customer.changes.hint')}</Text>{ask}</div>}
      {data.length === 0 && !asking && <Empty title={t('customer.changes.none')} action={stands && ask}>{t('customer.changes.noneHint')}</Empty>}
      <div className="changes">{data.map((each) => <ChangeCard key={each.id} of={each} />)}</div>
    </>
  )
}
