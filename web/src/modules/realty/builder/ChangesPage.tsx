// What customers want otherwise in their homes: answered with cost and days, or rejected.
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Ago } from '@/kernel/Time'
import { ChangeBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { CHANGE_STATUSES, type ChangeRequest, changeStatusName, changeTypeName } from '../realty'
import { BUILD, changesQuery } from './desk'
import { NeedsProfile } from './NeedsProfile'

export function ChangesPage() {
  return <Guarded permission={BUILD}><NeedsProfile><List /></NeedsProfile></Guarded>
}

function List() {
  const { t, i18n } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const show = [...CHANGE_STATUSES, 'every' as const].find((each) => each === search.show) ?? 'submitted'
  const list = useQuery(changesQuery(search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  return (
    <ListPage
      name="builder-changes" path="/builder/changes" title={t('nav.changes')} hint={t('builder.changes.hint')} columns={columns}
      above={
        <div style={{ overflowX: 'auto', marginBottom: 16 }}>
          <SegmentedControl
            className="no-print" aria-label={t('builder.changes.show')} value={show}
            data={[...CHANGE_STATUSES.map((each) => ({ value: each as string, label: changeStatusName(each) })), { value: 'every', label: plain('all') }]}
            onChange={(next) => onSearch({ show: next === 'submitted' ? undefined : next, page: undefined })}
          />
        </div>
      }
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.request_title}
      exports={[{
        label: plain('table.csv'),
        run: async () => saveCsv('change-requests', [
          [t('builder.changes.one'), t('builder.field.kind'), t('builder.field.customer'), t('builder.field.unit'), t('builder.changes.cost'), t('builder.changes.days'), t('builder.field.status')],
          ...(list.data?.rows ?? []).map((row) => [row.request_title, changeTypeName(row.request_type), row.customer_name, row.unit_number, row.final_cost ?? row.estimated_cost ?? '', row.estimated_timeline_days ?? '', changeStatusName(row.status)]),
        ]),
      }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('builder.changes.empty')}>{t('builder.changes.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'realty'>): Column<ChangeRequest>[] {
  return [
    { id: 'title', header: t('builder.changes.one'), cell: (row) => <span className="two-lines">{row.request_title}<small>{changeTypeName(row.request_type)}</small></span> },
    { id: 'customer', header: t('builder.field.customer'), cell: (row) => <span className="two-lines"><Private>{row.customer_name}</Private><small>{row.unit_number} · {row.project_name}</small></span> },
    { id: 'cost', header: t('builder.changes.cost'), align: 'end', wide: true, cell: (row) => <Cash of={row.final_cost ?? row.estimated_cost} /> },
    { id: 'days', header: t('builder.changes.days'), align: 'end', wide: true, cell: (row) => row.estimated_timeline_days ?? '—' },
    { id: 'status', header: t('builder.field.status'), cell: (row) => <ChangeBadge status={row.status} /> },
    { id: 'word', header: t('builder.changes.word'), wide: true, cell: (row) => <Word of={row} /> },
    { id: 'asked', header: t('builder.changes.asked'), wide: true, cell: (row) => <Ago at={row.created_at} /> },
  ]
}

/** What the customer says to cost and time. */
export function Word({ of }: { of: ChangeRequest }) {
  const { t } = useTranslation('realty')
  if (of.awaits_customer) return <Status tone="warn">{t('builder.changes.waits')}</Status>
  if (of.customer_decision === 'accepted') return <Status tone="good">{t('builder.changes.accepted')}</Status>
  if (of.customer_decision === 'declined') return <Status tone="bad">{t('builder.changes.declined')}</Status>
  return <>—</>
}
