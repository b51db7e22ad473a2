// The start of the day: files in, batches under way.
import { Anchor, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { Empty } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { DataTable } from '@/kernel/table/DataTable'
import { Ago } from '@/kernel/Time'
import { type Batch, BATCH_STATUSES, batchStatusName, BRING, options, VIEW } from '../invoices'
import { BatchBadge } from '../parts/badges'
import { Meter } from '@/kernel/Meter'
import { batchesQuery, useFresh } from '../queries'
import { DropZone } from './DropZone'
import { Places } from './Places'
import { Uploads } from './Uploads'
import '../words'
import '../invoices.css'

export function UploadPage() {
  const { t } = useTranslation('invoices')
  return <Guarded permission={VIEW}><Page title={t('nav.upload')} hint={t('upload.hint')}><Desk /></Page></Guarded>
}

function Desk() {
  const can = useCan()
  return <>{can(BRING) && <DropZone />}<Uploads /><Batches /><Places /></>
}

function Batches() {
  const { t, i18n } = useTranslation('invoices')
  const search: { standing?: string; at?: string } = useSearch({ strict: false })
  const navigate = useNavigate()
  // Names of its own in the address: what is set here is not meant for the pages behind the rows.
  const own = { size: 25, ...(search.standing ? { status: search.standing } : {}), ...(search.at ? { page: Number(search.at) } : {}) }
  const list = useQuery(batchesQuery(own, 25))
  useFresh('invoices.', ['/api/batches'])
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  return (
    <section aria-label={t('batches.title')}>
      <DataTable<Batch>
        name="invoice-batches" label={t('batches.title')} columns={columns} rows={list.data?.items} total={list.data?.total ?? 0}
        rowId={(row) => String(row.id)} rowName={(row) => row.name} rowLink={(row) => `/invoices/batches/${row.id}`}
        search={own}
        onSearch={(change) => {
          const { page = undefined, status = undefined } = { ...own, ...change } as { page?: number; status?: string }
          void navigate({ to: '/invoices', search: { ...(status ? { standing: status } : {}), ...(page && page > 1 ? { at: String(page) } : {}) }, resetScroll: false })
        }}
        filters={[{ name: 'status', label: t('field.status'), kind: 'select', options: options(BATCH_STATUSES, batchStatusName) }]}
        error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
        empty={<Empty title={t('batches.empty')}>{t('batches.emptyHint')}</Empty>}
      />
    </section>
  )
}

function columnsOf(t: TFunction<'invoices'>): Column<Batch>[] {
  return [
    { id: 'number', header: t('batches.number'), cell: (row) => row.batch_number },
    { id: 'name', header: t('batches.name'), wide: true, cell: (row) => row.name },
    { id: 'status', header: t('field.status'), cell: (row) => <BatchBadge status={row.status} /> },
    {
      id: 'progress', header: t('batches.progress'), cell: (row) => (
        <Meter label={t('batches.progressOf', { name: row.batch_number })} percent={row.progress_percentage} {...(row.failed_count > 0 && row.failed_count === row.total_invoices ? { tone: 'bad' as const } : {})}>
          <span className="figure">{row.processed_count + row.failed_count} / {row.total_invoices}</span>
        </Meter>
      ),
    },
    { id: 'flagged', header: t('batches.flagged'), align: 'end', cell: (row) => (row.flagged_count > 0 ? <Count of={row} show="flagged" count={row.flagged_count} /> : 0) },
    { id: 'approved', header: t('status.approved'), align: 'end', wide: true, cell: (row) => row.approved_count },
    { id: 'rejected', header: t('status.rejected'), align: 'end', wide: true, cell: (row) => row.rejected_count },
    { id: 'failed', header: t('status.failed'), align: 'end', wide: true, cell: (row) => (row.failed_count > 0 ? <Count of={row} show="failed" count={row.failed_count} /> : 0) },
    { id: 'created', header: t('batches.opened'), wide: true, cell: (row) => <Ago at={row.created_at} /> },
  ]
}

function Count({ of, show, count }: { of: Batch; show: string; count: number }) {
  return <Group justify="flex-end"><Anchor component={Link} inherit to={`/invoices/batches/${of.id}?show=${show}`}>{count}</Anchor></Group>
}
