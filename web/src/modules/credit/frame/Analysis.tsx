// The frame of an analysis: its title says what it found, its definition can be unfolded, its table downloaded,
// and whatever is missing says so.
import { ActionIcon, Button, Group, Menu, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { IconDownload, IconQuestion } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { count } from '../figures'
import { Cash } from '../parts/Cash'
import { type Asked, FILE_FORMATS, type FileFormat, type Said } from './analysis'
import { useClearFilter } from './change'
import { Definition } from './Definition'
import { usePageLink, usePortfolio } from './portfolio'

interface AnalysisProps<T extends Said> {
  of: Asked<T>
  /** A sentence that says what the figures mean: "A third of the exposure falls due within a year." */
  title: (data: T) => string
  /** What the figures are of, while they are not there yet. */
  name: string
  /** Pickers and sliders: they stay while the figures are asked for. */
  controls?: ReactNode
  /** Not offered where there is no table to download. */
  files?: boolean
  /** Shown even without a single loan. */
  whenEmpty?: boolean
  /** Level of the heading: an analysis among others on a page is an h3. */
  order?: 2 | 3
  children: (data: T) => ReactNode
}

export function Analysis<T extends Said>({ of, title, name, controls, files = true, whenEmpty = false, order = 2, children }: AnalysisProps<T>) {
  const { t } = useTranslation('credit')
  const [unfolded, setUnfolded] = useState(false)
  const { data, error, stale, again, download } = of
  const empty = data !== undefined && data.loans === 0 && !whenEmpty
  const sentence = data && !empty ? title(data) : name
  return (
    <section className="analysis" aria-label={name} aria-busy={stale || (!data && !error)}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="xs" mb={4}>
        <Title order={order} size="h2">{sentence}</Title>
        <Group gap={4} wrap="nowrap" className="no-print">
          {data && (
            <ActionIcon
              variant="subtle" color="gray" size="input-sm" aria-label={t('analysis.definition')} title={t('analysis.definition')} aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            ><IconQuestion /></ActionIcon>
          )}
          {files && data && !empty && <Files download={download} />}
        </Group>
      </Group>
      {data && <LookedAt of={data} />}
      {data && unfolded && <Text size="sm" className="definition" role="note"><Definition of={data.definition} />{data.ratings_source && <>{' '}<Definition of={data.ratings_source} /></>}</Text>}
      {controls && <div className="controls no-print">{controls}</div>}
      {error && !data ? <Failed error={error} retry={again} /> : null}
      {!data && !error && <Lines count={8} />}
      {empty && <Nothing />}
      {data && !empty && <div className="analysis-body" data-stale={stale || undefined}>{children(data)}</div>}
    </section>
  )
}

/** Its table as a file. */
export function Files({ download, formats = FILE_FORMATS }: { download: (format: FileFormat) => Promise<void> | void; formats?: readonly FileFormat[] }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const run = async (format: FileFormat) => {
    setBusy(true)
    await download(format)
    setBusy(false)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" leftSection={<IconDownload />} disabled={busy}>{busy ? t('table.exporting') : t('table.export')}</Button></Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => <Menu.Item key={format} onClick={() => void run(format)}>{t(`table.${format}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

/** How many loans, how much, and as of when. */
function LookedAt({ of }: { of: Said }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <Text size="sm" c="dimmed" className="looked-at" component="p">
      <span className="figure">{t('analysis.loans', { count: of.loans, shown: count(of.loans, locale) })}</span>
      {' · '}<Cash of={of.exposure} />{' · '}
      {t('analysis.asOf', { day: formatDay(of.as_of, locale) })}
    </Text>
  )
}

/** No loan at all, or none that the filter leaves. */
export function Nothing() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const { narrowed } = usePortfolio()
  const link = usePageLink()
  const clear = useClearFilter()
  if (narrowed) return <Empty title={plain('table.noMatch')} action={<Button variant="default" onClick={clear}>{t('filter.clear')}</Button>}>{t('filter.noneHint')}</Empty>
  return <Empty title={t('loans.empty')} action={<Button component={Link} to={link('uploads/new')}>{t('load')}</Button>}>{t('loans.emptyHint')}</Empty>
}
