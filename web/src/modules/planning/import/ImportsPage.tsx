// Earlier imports, the newest first.
import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { IconUpload } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { PAGE_SIZE } from '@/kernel/table/search'
import { Ago } from '@/kernel/Time'
import { type Import, IMPORTS, TONES } from './imports'

export function ImportsPage() {
  return <Guarded permission="planning:read"><List /></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('planning')
  const mayWrite = useCan()('planning:write')
  const [search, onSearch] = useListSearch()
  const size = Number(search.size ?? PAGE_SIZE)
  const query = { skip: (Number(search.page ?? 1) - 1) * size, limit: size }
  const list = useQuery({
    queryKey: ['get', IMPORTS, query], placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { data = [], response } = await client.GET(IMPORTS, { params: { query }, signal })
      return { rows: data, total: Number(response.headers.get('x-total-count') ?? data.length) }
    },
  })
  const columns = useMemo<Column<Import>[]>(() => [
    { id: 'file', header: t('imports.file'), cell: (row) => <Private>{row.file_name}</Private> },
    { id: 'created', header: t('imports.uploaded'), wide: true, cell: (row) => <Ago at={row.created_at} /> },
    { id: 'format', header: t('imports.format'), wide: true, cell: (row) => row.format?.toUpperCase() ?? '—' },
    { id: 'lines', header: t('imports.lines'), align: 'end', cell: (row) => row.lines },
    { id: 'booked', header: t('imports.booked'), align: 'end', cell: (row) => row.booked },
    { id: 'status', header: t('goals.status'), cell: (row) => <Status tone={TONES[row.status]}>{t(`importStatus.${row.status}`)}</Status> },
  ], [t, i18n.language])
  const add = <Button component={Link} to="/imports/new" leftSection={<IconUpload />}>{t('imports.add')}</Button>
  return (
    <Page title={t('imports.title')} actions={mayWrite && add}>
      <DataTable
        name="imports" label={t('imports.title')} columns={columns} rows={list.data?.rows} total={list.data?.total ?? 0} search={search} onSearch={onSearch}
        rowId={(row) => String(row.id)} rowName={(row) => row.file_name} rowLink={(row) => `/imports/${row.id}`}
        error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
        empty={<Empty title={t('imports.empty')} action={mayWrite && add}>{t('imports.emptyHint')}</Empty>}
      />
    </Page>
  )
}
