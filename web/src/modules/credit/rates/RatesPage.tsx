// What is expected to default, to come back and to weigh, notch by notch: as of a day, and how it came to be so.
import { Button, Group, Menu, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { formatDay, parseDate } from '@/kernel/dates'
import { saveCsv } from '@/kernel/download'
import { DateField } from '@/kernel/form/DateField'
import { Guarded } from '@/kernel/Guarded'
import { IconDownload, IconPencil } from '@/kernel/icons'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Failed, Lines } from '@/kernel/states/States'
import { ADMINISTER, READ } from '../credit'
import { share } from '../figures'
import { readAsOf } from '../filter'
import { Definition } from '../frame/Definition'
import { RatingBadge } from '../parts/badges'
import { Editor } from './Editor'
import { fileRows, RATE_COLUMNS, type RateTable } from './lines'
import { ratesQuery } from './queries'
import { Versions } from './Versions'
import './words'
import '../credit.css'
import './rates.css'

export function RatesPage() {
  const { t } = useTranslation('credit')
  return <Guarded permission={READ}><Page title={t('nav.rates')} hint={t('rates.hint')}><Rates /></Page></Guarded>
}

function Rates() {
  const { t } = useTranslation('credit')
  const [search, onSearch] = useListSearch()
  const tab = search.tab === 'versions' ? 'versions' : 'table'
  const [editing, setEditing] = useState(false)
  return (
    <Tabs value={tab} onChange={(next) => onSearch({ tab: next === 'versions' ? next : undefined, page: undefined, rating: undefined })} keepMounted={false}>
      <Tabs.List mb="lg"><Tabs.Tab value="table">{t('rates.table')}</Tabs.Tab><Tabs.Tab value="versions">{t('rates.versions')}</Tabs.Tab></Tabs.List>
      <Tabs.Panel value="table">{editing ? <Editor done={() => setEditing(false)} /> : <Table day={readAsOf(search)} onDay={(as_of) => onSearch({ as_of })} edit={() => setEditing(true)} />}</Tabs.Panel>
      <Tabs.Panel value="versions"><Versions /></Tabs.Panel>
    </Tabs>
  )
}

function Table({ day, onDay, edit }: { day: string | undefined; onDay: (day: string | undefined) => void; edit: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const maySet = useCan()(ADMINISTER)
  const { data, error, isPlaceholderData, refetch: again } = useQuery(ratesQuery(day))
  const table = data?.row
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="md" className="no-print">
        <DayPicker day={day} onDay={onDay} />
        <Group gap="xs">
          {table && (
            <Menu position="bottom-end">
              <Menu.Target><Button variant="default" leftSection={<IconDownload />}>{plain('table.export')}</Button></Menu.Target>
              <Menu.Dropdown><Menu.Item onClick={() => saveCsv(`default-rates-${table.as_of}`, fileRows(table))}>{plain('table.csv')}</Menu.Item></Menu.Dropdown>
            </Menu>
          )}
          {maySet && <Button leftSection={<IconPencil />} onClick={edit}>{t('rates.set')}</Button>}
        </Group>
      </Group>
      {error && !table ? <Failed error={error} retry={() => void again()} /> : null}
      {!table && !error && <Lines count={10} />}
      {table && (
        <>
          <Text size="sm" c="dimmed" mb="sm">{t('rates.holds', { day: formatDay(table.as_of, locale) })} <Definition of={table.definition} /></Text>
          <Held table={table} stale={isPlaceholderData} onDay={onDay} />
        </>
      )}
    </>
  )
}

function DayPicker({ day, onDay }: { day: string | undefined; onDay: (day: string | undefined) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const [typed, setTyped] = useState(day ?? '')
  const [held, setHeld] = useState(day)
  if (held !== day) {
    setHeld(day)
    setTyped(day ?? '')
  }
  const read = parseDate(typed, locale)
  return (
    <form className="rate-day" onSubmit={(event) => { event.preventDefault(); if (read) onDay(read) }}>
      <DateField label={t('rates.asOf')} value={typed} onChange={(text) => { setTyped(text); if (/^\d{4}-\d\d-\d\d$/.test(text)) onDay(text) }} />
      {day && <Button variant="default" onClick={() => onDay(undefined)}>{t('asOf.today')}</Button>}
    </form>
  )
}

function Held({ table, stale, onDay }: { table: RateTable; stale: boolean; onDay: (day: string) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <div className="table-block rates">
      <div className="table-scroll" role="region" aria-label={t('rates.table')} tabIndex={0}>
        <table className="data-table" aria-label={t('rates.table')} aria-busy={stale}>
          <thead>
            <tr>
              <th scope="col">{t('field.rating')}</th>
              {RATE_COLUMNS.map((column) => <th key={column} scope="col" data-end="end">{t(`rates.column.${column}`)}</th>)}
              <th scope="col" data-wide>{t('rates.since')}</th><th scope="col" data-wide>{t('rates.by')}</th>
            </tr>
          </thead>
          <tbody>
            {table.rates.map((line) => (
              <tr key={line.credit_rating}>
                <td><RatingBadge rating={line.credit_rating} /></td>
                <td data-end="end">{share(line.default_probability, locale, 4)}</td>
                <td data-end="end">{share(line.recovery_rate, locale)}</td>
                <td data-end="end">{share(line.risk_weight, locale)}</td>
                <td data-wide>{line.valid_from <= '1970-01-01' ? t('rates.always') : <button type="button" className="as-link" onClick={() => onDay(line.valid_from)}>{formatDay(line.valid_from, locale)}</button>}</td>
                <td data-wide>{line.set_by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
