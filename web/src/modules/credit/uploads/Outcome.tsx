// What a check found, or what a load has brought.
import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { count, decimal } from '../figures'
import { usePageLink, usePortfolio } from '../frame/portfolio'
import { FaultTable } from './FaultTable'
import { formatSize } from './files'
import type { LoadKind, LoadMode, LoadResult } from './shapes'

interface CheckedProps {
  file: File
  kind: LoadKind
  result: LoadResult
  onLoad: (mode: LoadMode) => void
  onAgain: () => void
}

export function Checked({ file, kind, result, onLoad, onAgain }: CheckedProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { successful, failed, total_rows } = result
  const good = count(successful, locale)
  const title = total_rows === 0 ? t('uploads.checked.nothing')
    : failed === 0 ? t('uploads.checked.allGood', { count: total_rows, shown: count(total_rows, locale) })
      : successful === 0 ? t('uploads.checked.noneGood', { count: total_rows, shown: count(total_rows, locale) })
        : t('uploads.checked.someBad', { count: failed, bad: count(failed, locale), all: count(total_rows, locale) })
  return (
    <>
      <Title order={2} tabIndex={-1}>{title}</Title>
      <Facts file={file} result={result} />
      <Group gap="xs" my="md">
        {successful > 0 && <Button onClick={() => onLoad(failed === 0 ? 'all_or_nothing' : 'accept_valid')}>{failed === 0 ? t(`uploads.load.${kind}`, { count: successful, shown: good }) : t('uploads.loadGood', { count: successful, shown: good })}</Button>}
        <Button variant="default" onClick={onAgain}>{t('uploads.another')}</Button>
      </Group>
      {failed > 0 && <Text size="sm" c="dimmed" mb="md">{t('uploads.checked.hint')}</Text>}
      {failed > 0 && <FaultTable faults={result.errors} failed={failed} url={result.errors_url} />}
    </>
  )
}

interface LoadedProps {
  file: File
  kind: LoadKind
  result: LoadResult
  onAgain: () => void
}

export function Loaded({ file, kind, result, onAgain }: LoadedProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { id } = usePortfolio()
  const link = usePageLink()
  const { written, successful, failed, repeated } = result
  const loans = `/credit/${id}/loans`
  const kept = written && successful > 0
  return (
    <>
      <Title order={2} tabIndex={-1}>{kept ? t(`uploads.loaded.${kind}`, { count: successful, shown: count(successful, locale) }) : t('uploads.loaded.none')}</Title>
      <Facts file={file} result={result} />
      {repeated && <Alert mt="sm" variant="outline" title={t('uploads.repeated')}>{t('uploads.repeatedHint')}</Alert>}
      <Group gap="xs" my="md">
        {kept && <Button component={Link} to={kind === 'loans' ? loans : link('migration')}>{t(`uploads.see.${kind}`)}</Button>}
        <Button variant="default" onClick={onAgain}>{t('uploads.another')}</Button>
      </Group>
      {failed > 0 && <FaultTable faults={result.errors} failed={failed} url={result.errors_url} />}
    </>
  )
}

function Facts({ file, result }: { file: File; result: LoadResult }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const parts = [
    file.name, formatSize(file.size, locale), result.encoding.toUpperCase(), separatorName(result.separator, t),
    t('uploads.took', { seconds: decimal(result.took_ms / 1000, locale, result.took_ms < 10_000 ? 1 : 0) }),
  ]
  return <Text size="sm" c="dimmed" mt={4}>{parts.filter(Boolean).join(' · ')}</Text>
}

type Separators = 'uploads.separator.comma' | 'uploads.separator.semicolon' | 'uploads.separator.tab'

function separatorName(separator: string | null, t: (key: Separators) => string): string {
  const known = (['comma', 'semicolon', 'tab'] as const).find((each) => each === separator)
  return known ? t(`uploads.separator.${known}`) : ''
}
