// How one entry of the audit log reads: the timeline line, and the table of before and after.
import { Text } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { Private } from '@/kernel/Private'
import { Ago } from '@/kernel/Time'
import { differences } from './differences'

export type AuditLog = Answer<'/api/admin/audit-logs'>['logs'][number]

/** `update_user` → `Update user`: the actions are the server's words, made readable. */
export function actionName(action: string): string {
  const words = action.replace(/[._]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function Diff({ log }: { log: AuditLog }) {
  const { t } = useTranslation('identity')
  const rows = differences(log.before, log.after)
  if (rows.length === 0) return <Text size="sm" c="dimmed">{t('audit.unchanged')}</Text>
  return (
    <table className="diff">
      <thead>
        <tr><th scope="col">{t('audit.fieldName')}</th><th scope="col">{t('audit.before')}</th><th scope="col">{t('audit.after')}</th></tr>
      </thead>
      <tbody>
        {rows.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field.replaceAll('_', ' ')}</th>
            <td><Private><del>{plain(before)}</del></Private></td>
            <td><Private><ins>{plain(after)}</ins></Private></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function TimelineEntry({ log, about }: { log: AuditLog; about?: 'target' }) {
  const rows = differences(log.before, log.after)
  return (
    <>
      <Text size="sm" fw={600}>{actionName(log.action)}{about === 'target' && log.target ? <> · <Private>{log.target}</Private></> : null}</Text>
      <Text size="sm" c="dimmed"><Private>{log.admin_name}</Private> · <Ago at={log.timestamp} /></Text>
      {log.details && <Text size="sm">{log.details}</Text>}
      {about !== 'target' && rows.length > 0 && <Diff log={log} />}
    </>
  )
}

function plain(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—'
  if (typeof value === 'boolean') return value ? i18next.t('yes') : i18next.t('no')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
