// A chart of several series as a card: what it says, its key, the table behind it, and the table as a file.
import { ActionIcon, Group, Text, Title, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveCsv } from '@/kernel/download'
import { IconChart, IconDownload, IconTable } from '@/kernel/icons'
import { Plot, type PlotProps, tintOf } from './Plot'
import { tableOf } from './series'

interface PlotCardProps extends PlotProps {
  unit: string
  labelHeader: string
  /** The name of its file. */
  name: string
  /** Where a line of the table leads. */
  to?: (label: number) => string | undefined
  children?: ReactNode
}

export function PlotCard({ unit, labelHeader, name, to, children, ...plot }: PlotCardProps) {
  const { t } = useTranslation()
  const [table, setTable] = useState(false)
  const { title, labels, format, shareFormat } = plot
  const series = plot.series.filter((each) => !each.tail)
  const said = (at: number, of: (typeof series)[number]) => {
    const value = (of.told ?? of.values)[at]
    return value === null || value === undefined ? '' : of.share ? (shareFormat ?? format)(value) : format(value)
  }
  const other = table ? t('chart.chart') : t('chart.table')
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <div>
          <Title order={3} size="h3">{title}</Title>
          <Text size="sm" c="dimmed">{unit}</Text>
        </div>
        <Group gap={2} wrap="nowrap" className="no-print">
          <Tooltip label={other}>
            <ActionIcon variant="subtle" color="gray" aria-label={other} onClick={() => setTable(!table)}>{table ? <IconChart /> : <IconTable />}</ActionIcon>
          </Tooltip>
          <Tooltip label={t('chart.export')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('chart.export')} onClick={() => saveCsv(name, [[labelHeader, ...series.map((each) => each.name)], ...tableOf(labels, plot.series)])}><IconDownload /></ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {children}
      {series.length > 1 && (
        <ul className="plot-key">
          {series.map((each) => <li key={each.key}><i data-line={each.kind === 'line' || undefined} style={{ background: tintOf(each) }} aria-hidden="true" />{each.name}</li>)}
        </ul>
      )}
      {labels.length === 0 ? <Text c="dimmed" py="xl" ta="center">{t('chart.empty')}</Text> : table ? (
        <div className="table-scroll short" role="region" aria-label={title} tabIndex={0}>
          <table className="data-table" aria-label={`${title}: ${unit}`}>
            <thead><tr><th scope="col">{labelHeader}</th>{series.map((each) => <th key={each.key} scope="col" data-end="end">{each.name}</th>)}</tr></thead>
            <tbody>
              {labels.map((label, at) => {
                const link = to?.(at)
                return (
                  <tr key={label}>
                    <td>{link ? <Link to={link} className="row-link">{label}</Link> : label}</td>
                    {series.map((each) => <td key={each.key} data-end="end" {...(plot.amounts && !each.share ? { 'data-private': true } : {})}>{said(at, each)}</td>)}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      ) : <Plot {...plot} />}
    </section>
  )
}
