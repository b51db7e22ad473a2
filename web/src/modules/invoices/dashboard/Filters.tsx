// Which invoices the figures are made of: days, a vendor, a batch, a status.
import { Group, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { options, statusName, STATUSES } from '../invoices'
import { batchesQuery, vendorsQuery } from '../queries'
import { useWanted } from './DashboardPage'
import { daysBack, isDay } from './figures'

// The calendar is fetched only where it is wanted.
const DateField = lazy(() => import('@/kernel/form/DateField').then((file) => ({ default: file.DateField })))
const RANGES = [1, 7, 30, 90, 365] as const

export function Filters() {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const [wanted, change] = useWanted()
  const vendors = useQuery(vendorsQuery({ size: 100 })).data?.rows ?? []
  const batches = useQuery(batchesQuery({}, 100)).data?.items ?? []
  const range = wanted.until ? '' : String(RANGES.find((days) => wanted.from === daysBack(days, new Date())) ?? (wanted.from ? '' : 30))
  const all = { value: '', label: plain('all') }
  return (
    <Group gap="xs" mb="md" align="flex-end" className="toolbar no-print">
      <NativeSelect
        label={t('dash.range')} value={range} onChange={(event) => { const days = Number(event.currentTarget.value); change({ from: days ? daysBack(days, new Date()) : wanted.from, until: undefined }) }}
        data={[...RANGES.map((days) => ({ value: String(days), label: t('dash.lastDays', { count: days }) })), ...(range === '' ? [{ value: '', label: t('dash.ownRange') }] : [])]}
      />
      <Suspense fallback={null}>
        <DayOf label={t('filter.from')} value={wanted.from ?? ''} onChange={(from) => change({ from })} />
        <DayOf label={t('filter.until')} value={wanted.until ?? ''} onChange={(until) => change({ until })} />
      </Suspense>
      <NativeSelect className="short-select" label={t('field.vendor')} value={wanted.vendor ?? ''} onChange={(event) => change({ vendor: event.currentTarget.value || undefined })} data={[all, ...vendors.map((each) => ({ value: String(each.id), label: each.name }))]} />
      <NativeSelect className="short-select" label={t('field.batch')} value={wanted.batch ?? ''} onChange={(event) => change({ batch: event.currentTarget.value || undefined })} data={[all, ...batches.map((each) => ({ value: String(each.id), label: `${each.batch_number} · ${each.name}` }))]} />
      <NativeSelect className="short-select" label={t('field.status')} value={wanted.status ?? ''} onChange={(event) => change({ status: event.currentTarget.value || undefined })} data={[all, ...options(STATUSES, statusName)]} />
    </Group>
  )
}

/** What is half typed is no day yet: only a whole one goes into the address. */
function DayOf({ label, value, onChange }: { label: string; value: string; onChange: (day: string | undefined) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const change = (next: string) => {
    setTyped(next)
    if (next === '' || isDay(next)) onChange(next || undefined)
  }
  return <div className="day-field"><DateField label={label} value={typed} onChange={change} /></div>
}
