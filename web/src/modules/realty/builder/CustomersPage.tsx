// Whoever has to do with one: a booking, a visit, a home kept for him, or a message.
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { Ago } from '@/kernel/Time'
import { BUILD, type Client, customersQuery } from './desk'
import { NeedsProfile } from './NeedsProfile'

export function CustomersPage() {
  return <Guarded permission={BUILD}><NeedsProfile><List /></NeedsProfile></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search] = useListSearch()
  const list = useQuery(customersQuery(search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  return (
    <ListPage
      name="builder-customers" path="/builder/customers" title={t('nav.customers')} hint={t('builder.customers.hint')} columns={columns}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.name} searchable
      exports={[{
        label: plain('table.csv'),
        run: async () => saveCsv('customers', [[t('builder.field.customer'), t('builder.field.email'), t('builder.field.phone'), t('nav.bookings')], ...(list.data?.rows ?? []).map((row) => [row.name, row.email ?? '', row.phone, row.bookings])]),
      }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('builder.customers.empty')}>{t('builder.customers.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'realty'>): Column<Client>[] {
  return [
    { id: 'name', header: t('builder.field.customer'), cell: (row) => <Private>{row.name}</Private> },
    { id: 'phone', header: t('builder.field.phone'), cell: (row) => <Private>{row.phone}</Private> },
    { id: 'email', header: t('builder.field.email'), wide: true, cell: (row) => <Private>{row.email ?? '—'}</Private> },
    { id: 'bookings', header: t('builder.customers.active'), align: 'end', cell: (row) => row.active_bookings },
    { id: 'all', header: t('builder.customers.allBookings'), align: 'end', wide: true, cell: (row) => row.bookings },
    { id: 'since', header: t('builder.customers.since'), wide: true, cell: (row) => <Ago at={row.since} /> },
  ]
}
