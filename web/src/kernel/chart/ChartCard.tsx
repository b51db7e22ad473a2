// A chart says what it means: its title is a sentence; a table and an export are behind it.
import { ActionIcon, Anchor, Group, Text, Title, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '../download'
import { IconChart, IconDownload, IconTable } from '../icons'
import { Chart, type Point } from './Chart'

interface ChartCardProps {
  title: string
  unit: string
  labelHeader: string
  valueHeader: string
  name: string
  kind: 'bar' | 'line' | 'rows'
  points: readonly Point[]
  onPick?: (index: number) => void
  /** The list that the figures are counted from. */
  to?: string
  children?: ReactNode
  /** What two series beside each other are called. */
  series?: readonly [string, string]
  format?: (value: number) => string
  height?: number
}

export function ChartCard({ title, unit, labelHeader, valueHeader, name, kind, points, onPick, to, children, series, format, height }: ChartCardProps) {
  const { t } = useTranslation()
  const [table, setTable] = useState(false)
  const download = () =>
    saveCsv(name, [[labelHeader, ...(series ?? [valueHeader])], ...points.map((each) => [each.label, each.value, ...(series ? [each.beside ?? ''] : [])])])
  const said = (value: number | undefined) => (value === undefined ? '' : format ? format(value) : value)
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <div>
          <Title order={2} size="h3">{title}</Title>
          <Text size="sm" c="dimmed">{unit}</Text>
        </div>
        <Group gap={2} wrap="nowrap" className="no-print">
          <Tooltip label={table ? t('chart.chart') : t('chart.table')}>
            <ActionIcon variant="subtle" color="gray" aria-label={table ? t('chart.chart') : t('chart.table')} onClick={() => setTable(!table)}>
              {table ? <IconChart /> : <IconTable />}
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('chart.export')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('chart.export')} onClick={download}><IconDownload /></ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {children}
      {points.length === 0 ? <Text c="dimmed" py="xl" ta="center">{t('chart.empty')}</Text> : table ? (
        <div className="table-scroll short" role="region" aria-label={title} tabIndex={0}>
          <table className="data-table" aria-label={`${title}: ${unit}`}>
            <thead><tr><th scope="col">{labelHeader}</th>{(series ?? [valueHeader]).map((each) => <th key={each} scope="col" data-end="end">{each}</th>)}</tr></thead>
            <tbody>{points.map((each) => <tr key={each.label}><td>{each.label}</td><td data-end="end">{said(each.value)}</td>{series && <td data-end="end">{said(each.beside)}</td>}</tr>)}</tbody>
          </table>
        </div>
      ) : <Chart kind={kind} points={points} title={title} {...(series ? { series } : {})} {...(format ? { format } : {})} {...(height ? { height } : {})} {...(onPick ? { onPick } : {})} />}
      {to && <Anchor component={Link} to={to} size="sm" mt="xs" display="inline-block" className="no-print">{t('chart.open')}</Anchor>}
    </section>
  )
}
