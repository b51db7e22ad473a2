// What is narrowed less often: whose loans they are, and from where to where. Asked for with one button.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseDate } from '@/kernel/dates'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { FILTER_KEYS, type FilterKey, type RangeKind, RANGES, readFilter } from '../filter'
import { useKnownWords } from '../loans/known'
import { useChange } from './change'
import { usePortfolio } from './portfolio'

const TEXTS = ['sector', 'country', 'borrower'] as const

export function MoreFilters({ done }: { done: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const { filter } = usePortfolio()
  const change = useChange()
  const [typed, setTyped] = useState<Partial<Record<FilterKey, string>>>(() =>
    Object.fromEntries(RANGES.flatMap(({ from, to, kind }) => [[from, shown(kind, filter[from], locale)], [to, shown(kind, filter[to], locale)]])
      .concat(TEXTS.map((key) => [key, filter[key] ?? '']))))
  const [wrong, setWrong] = useState<ReadonlySet<FilterKey>>(new Set())

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const part: Partial<Record<FilterKey, string | undefined>> = Object.fromEntries(TEXTS.map((key) => [key, typed[key]?.trim() || undefined]))
    const unread = new Set<FilterKey>()
    for (const { from, to, kind } of RANGES) {
      for (const key of [from, to]) {
        const text = typed[key]?.trim() ?? ''
        const value = text ? readRange(kind, text, locale) : undefined
        if (value === null || (value !== undefined && readFilter({ [key]: value })[key] === undefined)) unread.add(key)
        else part[key] = value
      }
    }
    setWrong(unread)
    if (unread.size > 0) return
    change(part)
    done()
  }
  const input = (key: FilterKey, label: string, kind?: RangeKind, of = '') => (
    <TextInput
      key={key} {...(kind ? { 'aria-label': `${of}: ${label}` } : { label })} value={typed[key] ?? ''} autoComplete="off" {...(key === 'sector' || key === 'country' ? { list: `known-${key}` } : {})} {...(kind === 'amount' || kind === 'ratio' ? { inputMode: 'decimal' as const } : {})}
      {...(kind ? { placeholder: kind === 'date' ? `${label} 2027-12-31` : label } : {})} maxLength={kind ? 40 : 200}
      error={wrong.has(key) && (kind === 'date' ? plain('form.notDate', { example: '2027-12-31' }) : t('filter.notNumber'))}
      onChange={(event) => { const { value } = event.currentTarget; setTyped((before) => ({ ...before, [key]: value })) }}
    />
  )
  const { sectors, countries } = useKnownWords()
  const set = FILTER_KEYS.filter((key) => key in typed && filter[key])
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <div className="filter-texts">{TEXTS.map((key) => input(key, t(`filter.${key}`)))}</div>
        <Words id="known-sector" of={sectors} />
        <Words id="known-country" of={countries} />
        {RANGES.map(({ name, from, to, kind }) => (
          <fieldset key={name} className="range">
            <legend>{t(`field.${name}`)}</legend>
            {input(from, t('filter.from'), kind, t(`field.${name}`))}
            {input(to, t('filter.to'), kind, t(`field.${name}`))}
          </fieldset>
        ))}
        <Group justify="flex-end" gap="xs">
          {set.length > 0 && <Button variant="default" onClick={() => { change(Object.fromEntries(set.map((key) => [key, undefined]))); done() }}>{t('filter.clearOne')}</Button>}
          <Button type="submit">{t('filter.apply')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function Words({ id, of }: { id: string; of: readonly string[] }) {
  return <datalist id={id}>{of.map((each) => <option key={each} value={each} />)}</datalist>
}

function shown(kind: RangeKind, value: string | undefined, locale: string): string {
  return !value ? '' : kind === 'date' ? value : formatMoney(money(value), locale)
}

/** What was typed as the server reads it; null is unreadable. */
function readRange(kind: RangeKind, text: string, locale: string): string | null {
  if (kind === 'date') return parseDate(text, locale)
  const amount = parseMoney(text, locale)
  return amount === null || amount < 0n ? null : wire(amount)
}
