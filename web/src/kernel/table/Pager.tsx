import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { IconLeft, IconRight } from '../icons'
import { useLocale } from '../preferences'
import { type ListSearch, PAGE_SIZE, PAGE_SIZES } from './search'

interface PagerProps {
  total: number
  search: ListSearch
  onSearch: (change: Record<string, unknown>) => void
}

export function Pager({ total, search, onSearch }: PagerProps) {
  const { t } = useTranslation()
  const number = new Intl.NumberFormat(useLocale())
  const size = search.size ?? PAGE_SIZE
  const page = search.page ?? 1
  const from = (page - 1) * size + 1
  const to = Math.min(total, page * size)
  return (
    <Group justify="space-between" mt="sm" gap="xs" className="pager">
      <Text size="sm" c="dimmed" className="figure" aria-live="polite">
        {t('table.range', { from: number.format(from), to: number.format(to), total: number.format(total) })}
      </Text>
      <Group gap="xs" className="no-print">
        <NativeSelect
          size="xs" aria-label={t('table.pageSize')} value={size} data={PAGE_SIZES.map(String)}
          onChange={(event) => onSearch({ size: Number(event.currentTarget.value), page: undefined })}
        />
        <ActionIcon variant="default" aria-label={t('table.previous')} disabled={page <= 1} onClick={() => onSearch({ page: page - 1 })}>
          <IconLeft />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('table.next')} disabled={to >= total} onClick={() => onSearch({ page: page + 1 })}>
          <IconRight />
        </ActionIcon>
      </Group>
    </Group>
  )
}
