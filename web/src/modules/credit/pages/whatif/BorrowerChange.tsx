// One borrower owes more or less, is rated otherwise, or pays no more.
import { Autocomplete, NativeSelect, Text } from '@mantine/core'
import '@mantine/core/styles/Combobox.css'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { RATINGS, statusName, STATUSES } from '../../credit'
import { count, decimal, share } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { Analysis } from '../../frame/Analysis'
import { useChange } from '../../frame/change'
import { useLoansLink } from '../../frame/portfolio'
import { Fact } from '../parts/Fact'
import { Knob } from '../parts/Knob'
import { numberOf, useOwn } from '../parts/own'
import { signed } from '../parts/signed'
import { LEVEL_TONES } from '../parts/tones'
import { States } from './States'

const EXPOSURE = [-100, 200] as const
const POINTS = [-500, 500] as const

export function BorrowerChange() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const change = useChange()
  const to = useLoansLink()
  const own = useOwn()
  const name = own.name ?? ''
  const exposure = Math.round(numberOf(own.exposure, 0, EXPOSURE))
  const points = Math.round(numberOf(own.bp, 0, POINTS))
  const rating = RATINGS.find((each) => each === own.to_rating)
  const status = STATUSES.find((each) => each === own.to_status)
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/what-if/borrower', { name, exposure, points, ...(rating ? { new_rating: rating } : {}), ...(status ? { new_status: status } : {}) }, name !== '')
  const stays = { value: '', label: t('analyses.whatIf.stays') }
  const index = (points: number) => decimal(points, locale, 0)
  const controls = (
    <div className="knobs">
      <Names value={name} onChange={(next) => change({ name: next || undefined }, true)} />
      <NativeSelect label={t('analyses.whatIf.newRating')} value={rating ?? ''} data={[stays, ...RATINGS]} onChange={(event) => change({ to_rating: event.currentTarget.value || undefined })} />
      <NativeSelect label={t('analyses.whatIf.newStatus')} value={status ?? ''} data={[stays, ...STATUSES.map((value) => ({ value, label: statusName(value) }))]} onChange={(event) => change({ to_status: event.currentTarget.value || undefined })} />
      <Knob label={t('analyses.whatIf.exposure')} value={exposure} min={EXPOSURE[0]} max={EXPOSURE[1]} step={10} format={(value) => plain('percent', { value: signed(value, locale) })} onChange={(value) => change({ exposure: value === 0 ? undefined : value }, true)} />
      <Knob label={t('analyses.stress.shift')} value={points} min={POINTS[0]} max={POINTS[1]} step={25} format={(value) => t('analyses.points', { value: signed(value, locale) })} onChange={(value) => change({ bp: value === 0 ? undefined : value }, true)} />
    </div>
  )
  if (name === '') return <section className="analysis" aria-label={t('analyses.whatIf.kinds.borrower')}><div className="controls">{controls}</div><Text c="dimmed">{t('analyses.whatIf.choosePerson')}</Text></section>
  return (
    <Analysis
      of={of} name={t('analyses.whatIf.kinds.borrower')} controls={controls}
      title={(data) => (data.borrower_loans > 0 ? t('analyses.whatIf.borrowerTitle', { before: share(data.share_before, locale), after: share(data.share_after, locale) }) : t('analyses.whatIf.nobody'))}
    >
      {(data) => (data.borrower_loans === 0 ? <p className="quiet">{t('analyses.whatIf.nobodyHint')}</p> : (
        <>
          <div className="tiles">
            <Fact label={t('analyses.whatIf.itsShare')} value={share(data.share_after, locale)} note={t('analyses.stress.was', { value: share(data.share_before, locale) })} to={data.filter ? to(data.filter) : undefined} />
            <Fact label={t('analyses.whatIf.itsLoans')} value={count(data.borrower_loans, locale)} note={t('analyses.showLoans')} to={data.filter ? to(data.filter) : undefined} />
            <Fact label={t('analyses.concentration.index', { of: t('analyses.concentration.names') })} value={index(data.index_after.points)} tone={LEVEL_TONES[data.index_after.level] ?? 'still'} note={t('analyses.stress.was', { value: index(data.index_before.points) })} />
          </div>
          <States before={data.before} after={data.after} />
        </>
      ))}
    </Analysis>
  )
}

/** Borrowers as they are typed: the greatest that fit. */
function Names({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('credit')
  const [typed, setTyped] = useState(value)
  const [asked, setAsked] = useState(value)
  const ask = useDebouncedCallback(setAsked, 200)
  useEffect(() => setTyped(value), [value])
  const found = useAnalysis('/api/v1/portfolios/{id}/analytics/borrowers', { name: asked, limit: 10 })
  return (
    <Autocomplete
      label={t('field.borrower')} placeholder={t('analyses.whatIf.whose')} value={typed} maxLength={255} data={[...new Set((found.data?.borrowers ?? []).flatMap((each) => (each.key ? [each.key] : [])))]} filter={({ options }) => options}
      onChange={(text) => { setTyped(text); ask(text.trim()) }} onOptionSubmit={onChange} onBlur={() => { if (typed.trim() !== value) onChange(typed.trim()) }}
      onKeyDown={(event) => { if (event.key === 'Enter') onChange(typed.trim()) }}
    />
  )
}
