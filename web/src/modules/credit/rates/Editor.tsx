// A new version of the rates: from a day on, what is typed holds; the other notches keep what they have.
import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem, type Problem } from '@/kernel/api/problem'
import { formatDay, parseDate } from '@/kernel/dates'
import { DateField } from '@/kernel/form/DateField'
import { useUnsaved } from '@/kernel/form/unsaved'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { matching, type Rating, RATINGS } from '../credit'
import { today } from '../figures'
import { RatingBadge } from '../parts/badges'
import { RATE_COLUMNS, type RateColumn, type RateLine, RATES, readSheet, type Sheet, shown } from './lines'
import { ratesQuery } from './queries'

export function Editor({ done }: { done: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const [from, setFrom] = useState(today())
  const day = parseDate(from, locale)
  // What is replaced is what holds on that very day; its tag goes along.
  const { data, error, refetch: again } = useQuery({ ...ratesQuery(day ?? today()), placeholderData: undefined })
  const [sheet, setSheet] = useState<Sheet>({})
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const held = data?.row.rates ?? []
  const reading = readSheet(sheet, held, locale)
  const changed = reading.lines.length + reading.wrong.length > 0
  const { release } = useUnsaved(changed)

  const type = (rating: Rating, column: RateColumn, text: string) => setSheet((before) => ({ ...before, [rating]: { ...before[rating], [column]: text } }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setWrong(new Set(reading.wrong.map(({ rating, column }) => `${rating} ${column}`)))
    if (!day || reading.wrong.length > 0 || reading.lines.length === 0 || !data) return
    setBusy(true)
    setProblem(null)
    try {
      await release(async () => {
        await client.PUT(RATES, { body: { valid_from: day, rates: reading.lines }, headers: matching(data.etag) })
        told(t('rates.saved', { count: reading.lines.length, day: formatDay(day, locale) }))
        await refetch(queries, RATES)
        done()
      })
    } catch (failure) {
      setProblem(asProblem(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Title order={2} mb={4}>{t('rates.set')}</Title>
      <Text size="sm" c="dimmed" mb="md" maw={680}>{t('rates.setHint')}</Text>
      {problem && (
        <Alert color="danger" variant="outline" role="alert" title={plain('form.failed')} mb="md">
          {problem.unreachable ? plain('state.unreachable') : problem.stale ? plain('form.stale') : problem.message}
          {Object.entries(problem.fields).map(([name, text]) => <Text key={name} size="sm">{name}: {text}</Text>)}
          {problem.stale && <Button mt="xs" size="xs" variant="default" onClick={() => { setProblem(null); void again() }}>{plain('form.reload')}</Button>}
        </Alert>
      )}
      <div className="rate-from"><DateField label={t('rates.from')} required value={from} onChange={setFrom} error={!day && plain('form.notDate', { example: today() })} /></div>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error && <Lines count={8} />}
      {data && (
        <div className="table-block rates">
          <div className="table-scroll" role="region" aria-label={t('rates.table')} tabIndex={0}>
            <table className="data-table" aria-label={t('rates.table')}>
              <thead><tr><th scope="col">{t('field.rating')}</th>{RATE_COLUMNS.map((column) => <th key={column} scope="col" data-end="end">{t(`rates.column.${column}`)}</th>)}</tr></thead>
              <tbody>
                {RATINGS.map((rating) => (
                  <Line
                    key={rating} rating={rating} held={held.find((each) => each.credit_rating === rating)} typed={sheet[rating] ?? {}} wrong={wrong}
                    changed={reading.lines.some((each) => each.credit_rating === rating)} onType={(column, text) => type(rating, column, text)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      <Group mt="md" gap="sm" justify="flex-end" className="rates">
        <Button variant="default" onClick={done}>{plain('cancel')}</Button>
        <Button type="submit" loading={busy} disabled={!changed}>{t('rates.save', { count: reading.lines.length })}</Button>
      </Group>
    </form>
  )
}

interface LineProps {
  rating: Rating
  held: RateLine | undefined
  typed: Partial<Record<RateColumn, string>>
  wrong: ReadonlySet<string>
  changed: boolean
  onType: (column: RateColumn, text: string) => void
}

function Line({ rating, held, typed, wrong, changed, onType }: LineProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  return (
    <tr data-selected={changed || undefined}>
      <td><RatingBadge rating={rating} /></td>
      {RATE_COLUMNS.map((column) => (
        <td key={column} data-end="end">
          {rating === 'D' && column === 'default_probability' ? '100' : (
            <TextInput
              size="xs" inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} aria-label={t('rates.fieldOf', { rating, column: t(`rates.column.${column}`) })}
              value={typed[column] ?? (held ? shown(held[column], locale) : '')} placeholder={held ? '' : '—'} error={wrong.has(`${rating} ${column}`) && t(`rates.unread.${column}`)}
              onChange={(event) => {
                onType(column, event.currentTarget.value)
                // A loan in default has defaulted: nobody types that.
                if (rating === 'D' && !held && typed.default_probability === undefined) onType('default_probability', '100')
              }}
            />
          )}
        </td>
      ))}
    </tr>
  )
}
