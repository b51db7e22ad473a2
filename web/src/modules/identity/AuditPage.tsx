import { Problem } from '@/kernel/api/problem'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import type { Query } from '@/kernel/api/types'
import { saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { Private } from '@/kernel/Private'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { Empty } from '@/kernel/states/States'
import type { Column } from '@/kernel/table/column'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { actionName, type AuditLog } from './AuditEntry'

export type AuditSearch = ListSearch & { action?: string; who?: string; target?: string; since?: string; until?: string }

export function AuditPage() {
  return <Guarded permission="identity:audit"><Logs /></Guarded>
}

export function auditQuery(search: AuditSearch) {
  return $api.queryOptions(
    'get', '/api/admin/audit-logs',
    { params: { query: { ...auditFilters(search), page: search.page ?? 1, page_size: search.size ?? PAGE_SIZE } } },
    { placeholderData: (before) => before },
  )
}

function auditFilters(search: AuditSearch): Omit<Query<'/api/admin/exports/audit-logs'>, 'format'> {
  return {
    ...(search.q ? { search: search.q } : {}),
    ...(search.action ? { action: search.action } : {}),
    ...(search.who ? { admin_id: search.who } : {}),
    ...(search.target ? { target: search.target } : {}),
    ...(search.since ? { since: search.since } : {}),
    // A day means the whole of it.
    ...(search.until ? { until: /^\d{4}-\d\d-\d\d$/.test(search.until) ? `${search.until}T23:59:59.999Z` : search.until } : {}),
  }
}

function Logs() {
  const { t, i18n } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const [search] = useListSearch()
  const logs = useQuery(auditQuery(search))
  const columns = useMemo(() => auditColumns(t), [t, i18n.language])
  const download = (format: 'csv' | 'xlsx') =>
    saveFrom(`${t('audit.file')}.${format}`, () =>
      client.GET('/api/admin/exports/audit-logs', { params: { query: { ...auditFilters(search), format } }, parseAs: 'blob' }))
  return (
    <ListPage
      name="audit" path="/audit" title={t('audit.title')} hint={t('audit.hint')} columns={columns} actions={<Verify />}
      rows={logs.data?.logs} total={logs.data?.total ?? 0} rowId={(log) => String(log.id)} rowName={(log) => actionName(log.action)}
      searchable
      filters={[
        { name: 'action', label: t('audit.filterAction'), kind: 'text' },
        { name: 'who', label: t('audit.filterWho'), kind: 'text' },
        { name: 'target', label: t('audit.filterTarget'), kind: 'text' },
        { name: 'since', label: t('audit.since'), kind: 'date' },
        { name: 'until', label: t('audit.until'), kind: 'date' },
      ]}
      exports={[
        { label: plain('table.csv'), run: () => download('csv') },
        { label: plain('table.xlsx'), run: () => download('xlsx') },
      ]}
      error={logs.error} retry={() => void logs.refetch()} stale={logs.isPlaceholderData}
      empty={<Empty title={t('audit.empty')}>{t('audit.emptyHint')}</Empty>}
    />
  )
}

/** Proves the chain of hashes from the first entry to the last. */
function Verify() {
  const { t } = useTranslation('identity')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const { data } = await client.GET('/api/admin/audit-logs/verify')
      if (data?.ok) told(t('audit.verified', { count: data.rows }))
      else failed(Problem.saying(`${t('audit.broken', { id: data?.first_broken ?? '?' })} ${data?.detail ?? ''}`))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return <Button variant="default" loading={busy} onClick={() => void run()}>{t('audit.verify')}</Button>
}

function auditColumns(t: TFunction<'identity'>): Column<AuditLog>[] {
  return [
    { id: 'action', header: t('audit.action'), cell: (log) => actionName(log.action) },
    { id: 'timestamp', header: t('audit.time'), cell: (log) => <Ago at={log.timestamp} /> },
    { id: 'admin_name', header: t('audit.who'), cell: (log) => <Private>{log.admin_name}</Private> },
    { id: 'target', header: t('audit.target'), wide: true, cell: (log) => <Private>{log.target ?? '—'}</Private> },
    { id: 'details', header: t('audit.details'), wide: true, cell: (log) => log.details ?? '—' },
    { id: 'ip', header: t('audit.ip'), wide: true, optional: true, cell: (log) => log.ip_address ?? '—' },
    { id: 'id', header: 'ID', wide: true, optional: true, align: 'end', cell: (log) => log.id },
  ]
}
