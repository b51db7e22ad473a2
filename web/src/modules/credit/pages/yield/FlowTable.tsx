// A small sheet of flows: typed cell by cell, pasted from a spreadsheet, or loaded from a CSV file.
import { Button, Group, Text } from '@mantine/core'
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconClose, IconFile } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { decoded } from '../parts/cells'
import { BLANK, MOST_FLOWS, padded, pasted, type ReadFlows, type TypedFlow, withRows } from './flows'

interface FlowTableProps {
  rows: readonly TypedFlow[]
  dated: boolean
  wrong: ReadFlows['wrong']
  onChange: (rows: TypedFlow[]) => void
  example: () => void
}

export function FlowTable({ rows, dated, wrong, onChange, example }: FlowTableProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const file = useRef<HTMLInputElement>(null)
  const sheet = useRef<HTMLTableElement>(null)
  const put = (at: number, row: TypedFlow) => onChange(padded(rows.map((each, place) => (place === at ? row : each))))
  const isWrong = (row: number, cell: keyof TypedFlow) => wrong.some((each) => each.row === row && each.cell === cell)
  const paste = (at: number) => (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    onChange(withRows(rows, at, pasted(text, locale), dated))
  }
  const down = (at: number, cell: keyof TypedFlow) => (event: KeyboardEvent) => {
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.nativeEvent.isComposing) return
    event.preventDefault()
    sheet.current?.querySelector<HTMLInputElement>(`[data-at="${at + step} ${cell}"]`)?.focus()
  }
  const input = (at: number, cell: keyof TypedFlow, row: TypedFlow) => (
    <input
      className="sheet-cell" {...(cell === 'amount' ? { 'data-private': true } : {})} data-at={`${at} ${cell}`} value={row[cell]} autoComplete="off" maxLength={40} inputMode={cell === 'amount' ? 'decimal' : undefined} aria-label={t(`analyses.yield.${cell}Of`, { at: at + 1 })} aria-invalid={isWrong(at, cell) || undefined}
      placeholder={at === 0 || at === rows.length - 1 ? (cell === 'day' ? '2026-12-31' : '0.00') : undefined} onChange={(event) => put(at, { ...row, [cell]: event.currentTarget.value })} onPaste={paste(at)} onKeyDown={down(at, cell)}
    />
  )
  return (
    <section aria-label={t('analyses.yield.flows')}>
      <div className="sheet" role="region" aria-label={t('analyses.yield.flows')} tabIndex={0}>
        <table ref={sheet} aria-label={t('analyses.yield.flows')}>
          <thead><tr><th scope="col">{t(dated ? 'analyses.yield.day' : 'analyses.yield.period')}</th><th scope="col" data-end="end">{t('field.amount')}</th><th><span className="visually-late">{t('analyses.yield.remove')}</span></th></tr></thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <td>{dated ? input(at, 'day', row) : <span className="sheet-number">{at}</span>}</td>
                <td data-end="end">{input(at, 'amount', row)}</td>
                <td>
                  {row !== BLANK && at < rows.length - 1 && (
                    <button type="button" className="sheet-remove" aria-label={t('analyses.yield.removeOne', { at: at + 1 })} onClick={() => onChange(padded(rows.filter((_, place) => place !== at)))}><IconClose size={14} /></button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {wrong.length > 0 && <Text size="sm" role="alert" className="broken" mt={6}>{wrong.slice(0, 3).map(({ row, cell }) => t(`analyses.yield.wrong.${cell}`, { at: row + 1 })).join(' ')}</Text>}
      <Text size="sm" c="dimmed" mt={6}>{t('analyses.yield.hint', { most: MOST_FLOWS.toLocaleString(locale) })}</Text>
      <Group gap="xs" mt="xs" className="no-print">
        <Button size="xs" variant="default" leftSection={<IconFile />} onClick={() => file.current?.click()}>{t('analyses.sheet.load')}</Button>
        <Button size="xs" variant="default" onClick={() => onChange([BLANK])}>{t('analyses.sheet.clear')}</Button>
        <Button size="xs" variant="default" onClick={example}>{t('analyses.sheet.example')}</Button>
        <input
          ref={file} type="file" hidden accept=".csv,.tsv,.txt,text/csv" aria-label={t('analyses.sheet.load')}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            void chosen?.arrayBuffer().then((bytes) => onChange(withRows([], 0, pasted(decoded(bytes, locale), locale), dated)))
          }}
        />
      </Group>
    </section>
  )
}
