// Every file that was checked or loaded, with what came of it.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { IconDownload, IconUpload } from '@/kernel/icons'
import { useHeard } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { type ListSearch, PAGE_SIZE } from '@/kernel/table/search'
import { Pager } from '@/kernel/table/Pager'
import { Ago } from '@/kernel/Time'
import { WRITE } from '../credit'
import { count, decimal } from '../figures'
import { usePageLink, usePortfolio } from '../frame/portfolio'
import { Bar } from './Bar'
import { loadsQuery } from './loads'
import { isOver, type Progress, read, told } from './progress'
import type { Load } from './shapes'
import './words'
import './uploads.css'

export function UploadsPage() {
  const { t } = useTranslation('credit')
  const link = usePageLink()
  const { id } = usePortfolio()
  const [raw, onSearch] = useListSearch()
  const search = raw as ListSearch
  const mayWrite = useCan()(WRITE)
  const { data, error, refetch: again } = useQuery(loadsQuery(id, search.page ?? 1, search.size ?? PAGE_SIZE))
  const running = useRunning(id)
  const add = mayWrite && <Button component={Link} to={link('uploads/new')} leftSection={<IconUpload />}>{t('uploads.add')}</Button>
  if (error && !data) return <Failed error={error} retry={() => void again()} />
  if (!data) return <Lines count={6} />
  if (data.total === 0) return <Empty title={t('uploads.none')} action={add}>{t('uploads.noneHint')}</Empty>
  return (
    <section aria-label={t('uploads.list')}>
      <Group justify="flex-end" mb="sm" className="no-print">{add}</Group>
      <div className="table-block">
        <div className="table-scroll" role="region" aria-label={t('uploads.list')} tabIndex={0}>
          <table className="data-table" aria-label={t('uploads.list')}>
            <thead>
              <tr>
                <th scope="col">{t('uploads.file')}</th><th scope="col">{t('uploads.state')}</th><th scope="col" data-wide>{t('uploads.mode')}</th><th scope="col" data-end="end" data-wide>{t('uploads.rowsHead')}</th>
                <th scope="col" data-end="end">{t('uploads.good')}</th><th scope="col" data-end="end">{t('uploads.bad')}</th><th scope="col" data-end="end" data-wide>{t('uploads.length')}</th><th scope="col" data-wide>{t('uploads.when')}</th>
              </tr>
            </thead>
            <tbody>{data.rows.map((row) => <Line key={row.id} row={row} progress={running[row.id]} />)}</tbody>
          </table>
        </div>
        <Pager total={data.total} search={search} onSearch={onSearch} />
      </div>
    </section>
  )
}

/** How far those are that one hears of. */
function useRunning(portfolio: number): Record<number, Progress> {
  const [running, setRunning] = useState<Record<number, Progress>>({})
  useHeard('credit.load', (_, body) => {
    const said = told(body)
    if (said?.portfolio_id !== portfolio) return
    setRunning(({ [said.load_id]: _old, ...rest }) => (isOver(said.state) ? rest : { ...rest, [said.load_id]: read(said) }))
  })
  return running
}

function Line({ row, progress }: { row: Load; progress: Progress | undefined }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <tr>
      <td className="load-file">{row.file_name}<small>{t(`uploads.kind.${row.kind}`)}</small></td>
      <td>{row.state === 'running' && progress ? <Bar progress={progress} name={row.file_name} /> : <State row={row} />}</td>
      <td data-wide>{t(`uploads.modes.${row.mode}`)}</td>
      <td data-end="end" data-wide>{count(row.total_rows, locale)}</td>
      <td data-end="end">{count(row.successful, locale)}</td>
      <td data-end="end">
        {count(row.failed, locale)}
        {row.errors_url && <Anchor href={row.errors_url} download ml={6} aria-label={t('uploads.errorsOf', { name: row.file_name })} title={t('uploads.allFaults')}><IconDownload size={16} /></Anchor>}
      </td>
      <td data-end="end" data-wide>{row.took_ms === null ? '—' : t('uploads.took', { seconds: decimal(row.took_ms / 1000, locale, 1) })}</td>
      <td data-wide><Ago at={row.created_at} /></td>
    </tr>
  )
}

function State({ row }: { row: Load }) {
  const { t } = useTranslation('credit')
  if (row.state === 'running') return <Status tone="open">{t('uploads.states.running')}</Status>
  if (row.state === 'failed') return <><Status tone="bad">{t('uploads.states.failed')}</Status>{row.message && <Text size="xs" c="dimmed">{row.message}</Text>}</>
  if (row.mode === 'dry_run') return <Status tone="still">{t('uploads.modes.dry_run')}</Status>
  return row.written ? <Status tone={row.failed > 0 ? 'warn' : 'good'}>{t('uploads.states.done')}</Status> : <Status tone="still">{t('uploads.states.unwritten')}</Status>
}
