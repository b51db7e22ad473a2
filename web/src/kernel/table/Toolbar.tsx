import { ActionIcon, Button, Group, Menu, NativeSelect, Popover, Stack, TextInput } from '@mantine/core'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDate } from '../dates'
import { IconClose, IconColumns, IconDownload } from '../icons'
import { useLocale } from '../preferences'
import type { Export, Filter } from './column'
import { ALL, type ListSearch } from './search'
import { SearchBox } from './SearchBox'
import { Views } from './Views'

// The calendar is fetched only where a list is by month.
const MonthInput = lazy(() => import('../form/MonthInput').then((file) => ({ default: file.MonthInput })))

interface ToolbarProps {
  name: string
  search: ListSearch & Record<string, unknown>
  onSearch: (change: Record<string, unknown>) => void
  searchable: boolean
  filters: readonly Filter[]
  filtered: boolean
  exports: readonly Export[]
  columns: readonly { id: string; label: string; shown: boolean; toggle: () => void }[]
}

export function Toolbar(props: ToolbarProps) {
  const { t } = useTranslation()
  const { search, onSearch } = props
  const clear = () =>
    onSearch({ q: undefined, page: undefined, ...Object.fromEntries(props.filters.map((each) => [each.name, undefined])) })
  return (
    <Group gap="xs" mb="sm" className="toolbar no-print" align="flex-end">
      {props.searchable && <SearchBox value={search.q ?? ''} onChange={(q) => onSearch({ q: q || undefined, page: undefined })} />}
      {props.filters.filter((each) => !typed(each)).map((filter) => (
        <FilterControl
          key={filter.name} filter={filter} value={String(search[filter.name] ?? '')}
          onChange={(value) => onSearch({ [filter.name]: value || undefined, page: undefined })}
        />
      ))}
      <TypedFilters filters={props.filters.filter(typed)} search={search} onSearch={onSearch} />
      {props.filtered && (
        <ActionIcon variant="subtle" size="input-sm" aria-label={t('table.clear')} title={t('table.clear')} onClick={clear}>
          <IconClose />
        </ActionIcon>
      )}
      <Group gap="xs" ml="auto" wrap="nowrap">
        <Views name={props.name} search={search} onSearch={onSearch} />
        {props.columns.length > 0 && <Menu position="bottom-end" closeOnItemClick={false}>
          <Menu.Target>
            <ActionIcon variant="default" size="input-sm" aria-label={t('table.columns')} title={t('table.columns')}><IconColumns /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {props.columns.map((column) => (
              <Menu.CheckboxItem key={column.id} checked={column.shown} onChange={column.toggle}>{column.label}</Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>}
        {props.exports.length > 0 && <Exports exports={props.exports} />}
      </Group>
    </Group>
  )
}

function Exports({ exports }: { exports: readonly Export[] }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const run = async (each: Export) => {
    setBusy(true)
    await each.run()
    setBusy(false)
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload />} disabled={busy}>
          {busy ? t('table.exporting') : t('table.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exports.map((each) => <Menu.Item key={each.label} onClick={() => void run(each)}>{each.label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

interface FilterControlProps {
  filter: Filter
  value: string
  onChange: (value: string) => void
}

function FilterControl({ filter, value, onChange }: FilterControlProps) {
  const { t } = useTranslation()
  if (filter.kind === 'month') {
    return <Suspense fallback={null}><MonthInput aria-label={filter.label} value={value === ALL ? '' : value} onChange={(next) => onChange(next || ALL)} placeholder={t('table.allMonths')} steps /></Suspense>
  }
  if (filter.kind === 'select') {
    return (
      <NativeSelect
        aria-label={filter.label} value={value} onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: '', label: `${filter.label}: ${t('all')}` }, ...(filter.options ?? [])]}
      />
    )
  }
  return <LateInput filter={filter} value={value} onChange={onChange} />
}

function typed(filter: Filter): boolean {
  return filter.apart === true || filter.kind === 'text' || filter.kind === 'date'
}

/** Filters that are typed take room: they open from one button, which says how many are set. */
function TypedFilters({ filters, search, onSearch }: { filters: readonly Filter[]; search: Record<string, unknown>; onSearch: ToolbarProps['onSearch'] }) {
  const { t } = useTranslation()
  if (filters.length === 0) return null
  const set = filters.filter((each) => search[each.name]).length
  return (
    <Popover position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default">{set > 0 ? t('table.filtersSet', { count: set }) : t('table.filters')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {filters.map((filter) => (filter.kind === 'select' ? (
            <NativeSelect
              key={filter.name} label={filter.label} value={String(search[filter.name] ?? '')}
              onChange={(event) => onSearch({ [filter.name]: event.currentTarget.value || undefined, page: undefined })}
              data={[{ value: '', label: t('all') }, ...(filter.options ?? [])]}
            />
          ) : (
            <LateInput
              key={filter.name} filter={filter} value={String(search[filter.name] ?? '')}
              onChange={(value) => onSearch({ [filter.name]: value || undefined, page: undefined })}
            />
          )))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** A free text or a date: asked for when the field is left or Enter is pressed. */
function LateInput({ filter, value, onChange }: FilterControlProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [entry, setEntry] = useState(value)
  const [unread, setUnread] = useState(false)
  useEffect(() => setEntry(value), [value])
  const commit = () => {
    const read = filter.kind === 'date' && entry.trim() ? parseDate(entry, locale) : entry.trim()
    setUnread(read === null)
    if (read !== null && read !== value) onChange(read)
  }
  const example = '2026-03-31'
  return (
    <TextInput
      label={filter.label} value={entry} {...(filter.kind === 'date' ? { placeholder: example } : {})}
      error={unread && t('form.notDate', { example })} onChange={(event) => setEntry(event.currentTarget.value)}
      onBlur={commit} onKeyDown={(event) => { if (event.key === 'Enter') commit() }}
    />
  )
}
