// How a loan was rated over time: a line of steps, and each step to be put in or taken out.
import { ActionIcon, Button, Group, NativeSelect, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { formatDay, parseDate } from '@/kernel/dates'
import { IconClose } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, undoable } from '@/kernel/toast'
import { HISTORY, type Loan, PORTFOLIOS, type RatingEntry, RATINGS } from '../credit'
import { today } from '../figures'
import { usePortfolio } from '../frame/portfolio'
import { RatingBadge } from '../parts/badges'
import { line, turns } from './steps'

const DateField = lazy(() => import('@/kernel/form/DateField').then((file) => ({ default: file.DateField })))

const MOST = 500
const WIDTH = 400
const HEIGHT = 44

function historyQuery(id: number, loan: number) {
  return {
    queryKey: ['get', HISTORY, id, loan] as const, staleTime: 0,
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await client.GET(HISTORY, { params: { path: { id, loan }, query: { limit: MOST } }, signal })).data ?? [],
  }
}

export function RatingHistory({ loan, mayWrite }: { loan: Loan; mayWrite: boolean }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { id } = usePortfolio()
  const { data, error, refetch: again } = useQuery(historyQuery(id, loan.id))
  const [adding, setAdding] = useState(false)
  const { put, drop } = useRatings(loan)
  const drawn = data && line(data, today(), WIDTH, HEIGHT)
  return (
    <section className="loan-part" aria-label={t('history.title')}>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t('history.title')}</Title>
        {mayWrite && !adding && <Button size="xs" variant="default" onClick={() => setAdding(true)}>{t('history.add')}</Button>}
      </Group>
      {adding && <NewRating loan={loan} put={put} done={() => setAdding(false)} />}
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error && <Lines count={3} />}
      {data && data.length === 0 && <Text size="sm" c="dimmed">{t('history.none')}</Text>}
      {drawn && (
        <svg className="rating-line" viewBox={`-2 -4 ${WIDTH + 4} ${HEIGHT + 8}`} role="img" aria-label={t('history.line', { best: drawn.best, worst: drawn.worst })} preserveAspectRatio="none">
          <polyline points={drawn.points} fill="none" stroke="var(--accent)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        </svg>
      )}
      <ol className="timeline rating-steps">
        {turns(data ?? []).map(({ entry, turn, by }) => (
          <li key={entry.snapshot_date}>
            <time dateTime={entry.snapshot_date}>{formatDay(entry.snapshot_date, locale)}</time>
            <span>{entry.credit_rating === 'NR' ? t('history.withdrawn') : <RatingBadge rating={entry.credit_rating} />}</span>
            <Text size="sm" c="dimmed" component="span">{turn === 'up' ? t('history.up', { count: by }) : turn === 'down' ? t('history.down', { count: by }) : ''}</Text>
            {mayWrite && (
              <ActionIcon
                size="sm" variant="subtle" color="gray" className="no-print" aria-label={t('history.takeOut', { day: formatDay(entry.snapshot_date, locale) })}
                onClick={() => void drop(entry.snapshot_date, entry.credit_rating)}
              ><IconClose size={14} /></ActionIcon>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function useRatings(loan: Loan) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const queries = useQueryClient()
  const { id } = usePortfolio()
  const path = { id, loan: loan.id }
  const enter = (snapshot_date: string, credit_rating: RatingEntry) => client.POST(HISTORY, { params: { path }, body: { snapshot_date, credit_rating } })
  const take = (day: string) => client.DELETE('/api/v1/portfolios/{id}/loans/{loan}/ratings/{day}', { params: { path: { ...path, day } } })
  const settle = () => refetch(queries, PORTFOLIOS)
  const put = async (day: string, rating: RatingEntry) => {
    await enter(day, rating)
    undoable(t('history.entered', { day: formatDay(day, locale) }), async () => { await take(day); await settle() })
    await settle()
  }
  const drop = async (day: string, rating: RatingEntry) => {
    try {
      await take(day)
      undoable(t('history.taken', { day: formatDay(day, locale) }), async () => { await enter(day, rating); await settle() })
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  return { put, drop }
}

function NewRating({ loan, put, done }: { loan: Loan; put: (day: string, rating: RatingEntry) => Promise<void>; done: () => void }) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const [day, setDay] = useState(today())
  const [rating, setRating] = useState<string>(loan.credit_rating)
  const [wrong, setWrong] = useState<{ day?: string; rating?: string }>({})
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const read = parseDate(day, locale)
    const known = ([...RATINGS, 'NR'] as const).find((each) => each === rating)
    if (!read || !known) return setWrong({ day: plain('form.notDate', { example: today() }) })
    setBusy(true)
    try {
      await put(read, known)
      done()
    } catch (error) {
      const problem = asProblem(error)
      setWrong({ day: problem.fields.snapshot_date ?? problem.message, ...(problem.fields.credit_rating ? { rating: problem.fields.credit_rating } : {}) })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="rating-new" noValidate>
      <Suspense fallback={null}><DateField label={t('history.day')} value={day} onChange={setDay} error={wrong.day} /></Suspense>
      <NativeSelect
        label={t('field.rating')} value={rating} onChange={(event) => setRating(event.currentTarget.value)} error={wrong.rating}
        data={[...RATINGS.map((each) => ({ value: each as string, label: each as string })), { value: 'NR', label: t('history.withdrawn') }]}
      />
      <Group justify="flex-end" gap="xs">
        <Button size="xs" variant="default" onClick={done}>{plain('cancel')}</Button>
        <Button size="xs" type="submit" loading={busy}>{t('history.enter')}</Button>
      </Group>
    </form>
  )
}
