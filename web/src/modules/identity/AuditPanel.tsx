import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { formatMoment } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { actionName, type AuditLog, Diff } from './AuditEntry'
import { auditQuery } from './AuditPage'
import { useDevice } from './SessionFacts'

/** One entry: as the open page of the log has it, or else asked for by its number. */
export function AuditPanel({ id }: { id: string }) {
  const { t } = useTranslation('identity')
  const locale = useLocale()
  const navigate = useNavigate()
  const close = useClose('/audit')
  const [search] = useListSearch()
  const page = useQuery(auditQuery(search))
  const at = page.data?.logs.findIndex((each) => String(each.id) === id) ?? -1
  const number = /^\d{1,15}$/.test(id) ? Number(id) : null
  const single = useQuery({
    ...$api.queryOptions('get', '/api/admin/audit-logs/{id}', { params: { path: { id: number ?? 0 } } }),
    enabled: at < 0 && !page.isPending && number !== null,
    // An entry never changes.
    staleTime: Infinity,
  })
  const log: AuditLog | undefined = page.data?.logs[at] ?? single.data
  const absent = !log && (number === null || (single.error !== null && asProblem(single.error).status === 404))
  const device = useDevice(log?.user_agent)
  const step = (by: -1 | 1) => {
    const next = page.data?.logs[at + by]
    if (next) void navigate({ to: '/audit/$entryId', params: { entryId: String(next.id) }, search: true })
  }
  return (
    <SidePanel
      title={log ? actionName(log.action) : t('audit.entry', { id })} page={t('audit.title')} onClose={close} {...(at >= 0 ? { onStep: step } : {})}
      subtitle={log && <Text size="sm" c="dimmed">{t('audit.entry', { id })}</Text>}
    >
      {absent && <Empty title={t('audit.absent', { id })}>{t('audit.absentHint')}</Empty>}
      {!log && !absent && (single.error ? <Failed error={single.error} retry={() => void single.refetch()} /> : <Lines count={6} />)}
      {log && (
        <>
          <dl className="facts">
            <dt>{t('audit.time')}</dt><dd>{formatMoment(log.timestamp, locale)}</dd>
            <dt>{t('audit.who')}</dt><dd><Private>{log.admin_name} ({log.admin_id})</Private></dd>
            <dt>{t('audit.target')}</dt><dd><Private>{log.target ?? '—'}</Private></dd>
            <dt>{t('audit.details')}</dt><dd>{log.details ?? '—'}</dd>
            <dt>{t('audit.ip')}</dt><dd>{log.ip_address ?? '—'}</dd>
            {log.user_agent && <><dt>{t('audit.agent')}</dt><dd title={log.user_agent}>{device}</dd></>}
            {log.request_id && <><dt>{t('audit.request')}</dt><dd><Text span ff="monospace" size="xs">{log.request_id}</Text></dd></>}
          </dl>
          <Title order={3} mb="xs">{t('audit.change')}</Title>
          <Diff log={log} />
        </>
      )}
    </SidePanel>
  )
}
