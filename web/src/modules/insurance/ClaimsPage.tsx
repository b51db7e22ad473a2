import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { money } from '@/kernel/money'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { arrange } from '@/kernel/resource/whole'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Ago, Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { type Claim, CLAIM_STATUSES, CLAIM_TONES, claimStatusName, ownClaimsQuery, typeName } from './insurance'
import './insurance.css'
import './words'

const named = (claim: Claim) => `${claim.claim_number} ${claim.policy_number} ${claim.description}`

export function ClaimsPage() {
  return <Guarded permission="insurance:read"><Claims /></Guarded>
}

function Claims() {
  const { t, i18n } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const mayFile = useCan()('insurance:write')
  const [search] = useListSearch()
  const list = useQuery(ownClaimsQuery(search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  const shown = useMemo(() => list.data && arrange(list.data.rows, columns, { sort: '-submitted_at', ...search }, named), [list.data, columns, search])
  useShortcuts(mayFile ? [{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: '/claims/new', search: true }) }] : [])
  const status = CLAIM_STATUSES.find((each) => each === search.status)
  const add = mayFile && <Button component={Link} to="/claims/new" search={true as never} leftSection={<IconPlus />}>{t('claims.add')}</Button>
  return (
    <ListPage
      name="claims" path="/claims" title={t('claims.title')} actions={add} columns={columns}
      rows={shown?.rows} total={shown?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.claim_number} searchable
      filters={[{ name: 'status', label: t('field.status'), kind: 'select', options: CLAIM_STATUSES.map((each) => ({ value: each, label: claimStatusName(each) })) }]}
      exports={(['csv', 'xlsx'] as const).map((format) => ({
        label: plain(`table.${format}`),
        run: () => saveFrom(`${t('policies.claimsFile')}.${format}`, () =>
          client.GET('/api/v1/insurance/exports/claims', { params: { query: { ...(status ? { status } : {}), format } }, parseAs: 'blob' })),
      }))}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('claims.empty')} action={add}>{t('claims.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'insurance'>): Column<Claim>[] {
  return [
    { id: 'claim_number', header: t('field.number'), sort: 'claim_number', value: (row) => row.claim_number, cell: (row) => <span className="two-lines named">{row.claim_number}<small><Private>{row.description}</Private></small></span> },
    { id: 'policy_number', header: t('field.policy'), sort: 'policy_number', wide: true, value: (row) => row.policy_number, cell: (row) => `${row.policy_number}, ${typeName(row.policy_type)}` },
    { id: 'incident_date', header: t('field.incident'), sort: 'incident_date', wide: true, value: (row) => row.incident_date, cell: (row) => <Day on={row.incident_date} /> },
    { id: 'amount', header: t('field.amount'), sort: 'amount', align: 'end', value: (row) => money(row.amount), cell: (row) => <Cash of={row.amount} currency={row.currency} /> },
    { id: 'payable', header: t('field.payable'), sort: 'payable', align: 'end', wide: true, value: (row) => money(row.payable_amount), cell: (row) => <Cash of={row.payable_amount} currency={row.currency} /> },
    { id: 'submitted_at', header: t('field.submitted'), sort: 'submitted_at', wide: true, value: (row) => row.submitted_at, cell: (row) => <Ago at={row.submitted_at} /> },
    { id: 'status', header: t('field.status'), sort: 'status', value: (row) => row.status, cell: (row) => <Status tone={CLAIM_TONES[row.status]}>{claimStatusName(row.status)}</Status> },
  ]
}
