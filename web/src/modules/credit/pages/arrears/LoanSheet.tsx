// The loans of one day: pasted from a spreadsheet, or loaded from a CSV file; what cannot be read is named.
import { Button, Group, Text, Textarea } from '@mantine/core'
import '@mantine/core/styles/Input.css'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconFile } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { count } from '../../figures'
import { decoded } from '../parts/cells'
import { DayInput } from '../parts/DayInput'
import { MOST_LOANS, needsDay, type ReadLoans } from './loans'

export interface Sheet {
  day: string | undefined
  text: string
}

interface LoanSheetProps {
  label: string
  hint: string
  value: Sheet
  read: ReadLoans
  onChange: (sheet: Sheet) => void
}

const SHOWN = 5

export function LoanSheet({ label, hint, value, read, onChange }: LoanSheetProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const file = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const load = (chosen: File | undefined) => void chosen?.arrayBuffer().then((bytes) => onChange({ ...value, text: decoded(bytes, locale) }))
  return (
    <section
      className="card loan-sheet" aria-label={label} data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); load(event.dataTransfer.files[0]) }}
    >
      <Group justify="space-between" align="flex-end" gap="xs">
        <div className="sheet-day"><DayInput label={t('analyses.arrears.dayOf', { sheet: label })} value={value.day} onChange={(day) => onChange({ ...value, day })} /></div>
        <Group gap="xs" className="no-print">
          <Button size="xs" variant="default" leftSection={<IconFile />} onClick={() => file.current?.click()}>{t('analyses.sheet.load')}</Button>
          <Button size="xs" variant="default" disabled={value.text === ''} onClick={() => onChange({ ...value, text: '' })}>{t('analyses.sheet.clear')}</Button>
        </Group>
      </Group>
      <Textarea
        mt="xs" inputWrapperOrder={['label', 'input', 'description', 'error']} label={label} description={hint} value={value.text} rows={8} autoComplete="off" spellCheck={false} classNames={{ input: 'sheet-text' }} data-private placeholder={'loan_id\tbalance\tdays_past_due\nL-001\t250000\t0\nL-002\t180000\t35'}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
      />
      <input ref={file} type="file" hidden accept=".csv,.tsv,.txt,text/csv" aria-label={t('analyses.sheet.load')} onChange={(event) => { load(event.currentTarget.files?.[0]); event.currentTarget.value = '' }} />
      <Told read={read} day={value.day} locale={locale} empty={value.text.trim() === ''} />
    </section>
  )
}

function Told({ read, day, locale, empty }: { read: ReadLoans; day: string | undefined; locale: string; empty: boolean }) {
  const { t } = useTranslation('credit')
  if (empty) return null
  const named = (field: 'loan_id' | 'balance' | 'days_past_due' | 'oldest_due') => t(`analyses.arrears.columns.${field}`)
  const faults = [
    ...(read.absent.length > 0 ? [t('analyses.arrears.absent', { columns: read.absent.join(', ') })] : []),
    ...(read.tooMany ? [t('analyses.arrears.tooMany', { most: count(MOST_LOANS, locale) })] : []),
    ...read.faults.slice(0, SHOWN).map(({ line, field, kind, text }) => t(`analyses.arrears.fault.${kind}`, { line: count(line, locale), column: named(field), text: text.slice(0, 40) })),
    ...(read.faults.length > SHOWN ? [t('analyses.arrears.moreFaults', { count: read.faults.length - SHOWN })] : []),
    ...(needsDay(read.loans) && !day ? [t('analyses.arrears.needsDay')] : []),
  ]
  return (
    <>
      <Text size="sm" c="dimmed" mt={6} role="status">{t('analyses.arrears.read', { count: read.loans.length, shown: count(read.loans.length, locale) })}</Text>
      <div role="alert">{faults.length > 0 && <ul className="faults broken">{faults.map((fault) => <li key={fault}>{fault}</li>)}</ul>}</div>
    </>
  )
}
