import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failed } from '../toast'
import type { BulkAction } from './column'

interface BulkBarProps<Row> {
  actions: readonly BulkAction<Row>[]
  rows: readonly Row[]
  clear: () => void
}

/** What can be done with the marked rows; shown only while rows are marked. */
export function BulkBar<Row>({ actions, rows, clear }: BulkBarProps<Row>) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState<string | null>(null)
  const run = async (action: BulkAction<Row>) => {
    setBusy(action.label)
    try {
      await action.run(rows)
      clear()
    } catch (error) {
      failed(error)
    } finally {
      setBusy(null)
    }
  }
  return (
    <Group className="bulk no-print" gap="sm" role="toolbar" aria-label={t('table.selected', { count: rows.length })}>
      <Text size="sm" fw={600} aria-live="polite">{t('table.selected', { count: rows.length })}</Text>
      {actions.map((action) => (
        <Button
          key={action.label} size="compact-sm" variant="default"
          loading={busy === action.label} disabled={busy !== null} onClick={() => void run(action)}
        >
          {action.label}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={clear}>{t('table.clearSelection')}</Button>
    </Group>
  )
}
