// The queue of claims: what waits for a decision, oldest first.
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { CLAIM_TONES, claimStatusName, queueFilters, queueQuery, type Reviewed, SHOWN, shownOf, TYPES, typeName } from './insurance'
import { flags } from './rules'
import './insurance.css'
import './words'

export function ReviewPage() {
  return <Guarded permission="insurance:review"><Queue /></Guarded>
}

function Queue() {
  const { t, i18n } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const [search, onSearch] = useListSearch()
  const show = shownOf(search)
  const list = useQuery(queueQuery(search))
  const columns = useMemo(() => columnsOf(t, show === 'every'), [t, i18n.language, show])
  return (
    <ListPage
      name="claims-review" path="/claims-review" title={t('review.title')} hint={t('review.hint')} columns={columns}
      above={
        <SegmentedControl
          className="no-print review-show" mb="md" aria-label={t('review.show')} value={show} data={SHOWN.map((each) => ({ value: each, label: t(`review.${each}`) }))}
          onChange={(next) => onSearch({ show: next === 'pending' ? undefined : next, page: undefined })}
        />
      }
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.claim_number} searchable
      filters={[
        { name: 'type', label: t('field.kind'), kind: 'select', options: TYPES.map((each) => ({ value: each, label: typeName(each) })) },
        { name: 'flagged', label: t('review.flagged'), kind: 'select', options: [{ value: 'yes', label: t('review.flaggedOnly') }] },
      ]}
      exports={(['csv', 'xlsx'] as const).map((format) => ({
        label: plain(`table.${format}`),
        run: () => saveFrom(`${t('policies.claimsFile')}.${format}`, () =>
          client.GET('/api/v1/insurance/admin/exports/claims', { params: { query: { ...queueFilters(search), format } }, parseAs: 'blob' })),
      }))}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('review.empty')}>{t('review.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'insurance'>, withStatus: boolean): Column<Reviewed>[] {
  return [
    { id: 'claim_number', header: t('field.number'), cell: (row) => <span className="two-lines named">{row.claim_number}<small><Private>{row.description}</Private></small></span> },
    { id: 'holder', header: t('field.holder'), cell: (row) => <Private>{row.holder}</Private> },
    { id: 'policy', header: t('field.policy'), wide: true, cell: (row) => <span className="two-lines">{row.policy_number}<small>{typeName(row.policy_type)}</small></span> },
    { id: 'incident_date', header: t('field.incident'), optional: true, wide: true, cell: (row) => <Day on={row.incident_date} /> },
    { id: 'amount', header: t('field.amount'), sort: 'amount', align: 'end', cell: (row) => <Cash of={row.amount} currency={row.currency} /> },
    { id: 'cover_left', header: t('field.coverLeft'), align: 'end', wide: true, cell: (row) => <Cash of={row.cover_left} currency={row.currency} /> },
    { id: 'flags', header: t('review.flags'), wide: true, cell: (row) => <Flagged claim={row} /> },
    { id: 'age', header: t('field.age'), sort: 'age', align: 'end', wide: true, cell: (row) => t('review.days', { count: row.age_days }) },
    ...(withStatus ? [{ id: 'status', header: t('field.status'), cell: (row: Reviewed) => <Status tone={CLAIM_TONES[row.status]}>{claimStatusName(row.status)}</Status> }] : []),
  ]
}

function Flagged({ claim }: { claim: Reviewed }) {
  const { t } = useTranslation('insurance')
  const [first, ...rest] = flags(claim)
  if (!first) return null
  return <Status tone={first === 'noDocuments' || first === 'override' ? 'still' : 'warn'}>{t(`review.short.${first}`)}{rest.length > 0 ? ` +${rest.length}` : ''}</Status>
}
