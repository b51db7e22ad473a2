// Who owes how much: found by name, in four orders, a page at a time.
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { IconLeft, IconRight, IconSearch } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { count, partOf, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { usePageLink } from '../frame/portfolio'
import { RatingBadge } from '../parts/badges'
import { Link } from '@tanstack/react-router'
import { GroupTable } from './parts/GroupTable'
import { numberOf, oneOf, useOwn } from './parts/own'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/borrowers'
type Line = Answer<typeof PATH>['borrowers'][number]

const SORTS = ['exposure', 'name', 'loans', 'worst'] as const
const SIZE = 25

export function BorrowersPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const sort = oneOf(own.sort, SORTS)
  const name = own.name ?? ''
  const page = Math.round(numberOf(own.page, 1, [1, 40_000]))
  const of = useAnalysis(PATH, { sort, limit: SIZE, skip: (page - 1) * SIZE, ...(name ? { name } : {}) })
  return (
    <Analysis
      of={of} name={t('page.borrowers')}
      title={(data) => (name ? t('analyses.borrowers.found', { count: data.found, shown: count(data.found, locale), all: count(data.all, locale) }) : t('analyses.borrowers.title', { count: data.all, shown: count(data.all, locale), loans: t('analyses.loans', { count: data.loans, shown: count(data.loans, locale) }) }))}
      controls={(
        <div className="fields">
          <NameBox value={name} onChange={(value) => change({ name: value || undefined, page: undefined }, true)} />
          <NativeSelect className="own-width" label={t('analyses.borrowers.order')} value={sort} data={SORTS.map((value) => ({ value, label: t(`analyses.borrowers.sorts.${value}`) }))} onChange={(event) => change({ sort: event.currentTarget.value === 'exposure' ? undefined : event.currentTarget.value, page: undefined })} />
        </div>
      )}
    >
      {(data) => (
        <>
          <Lines lines={data.borrowers} title={t('analyses.borrowers.range', { from: count(Math.min(data.found, data.skip + 1), locale), to: count(data.skip + data.borrowers.length, locale), all: count(data.found, locale) })} />
          {data.found > SIZE && (
            <Group justify="space-between" className="no-print">
              <Button variant="default" leftSection={<IconLeft />} disabled={page === 1} onClick={() => change({ page: page > 2 ? page - 1 : undefined })}>{t('analyses.borrowers.before')}</Button>
              <Text size="sm" c="dimmed">{t('analyses.borrowers.page', { page: count(page, locale), pages: count(Math.ceil(data.found / SIZE), locale) })}</Text>
              <Button variant="default" rightSection={<IconRight />} disabled={page * SIZE >= data.found} onClick={() => change({ page: page + 1 })}>{t('analyses.borrowers.next')}</Button>
            </Group>
          )}
        </>
      )}
    </Analysis>
  )
}

function Lines({ lines, title }: { lines: readonly Line[]; title: string }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const page = usePageLink()
  return (
    <GroupTable<Line>
      title={title} of="borrower" groups={lines}
      more={[
        { header: t('field.averageRating'), wide: true, cell: (each) => <RatingBadge rating={each.average_rating ?? null} /> },
        { header: t('analyses.borrowers.worst'), cell: (each) => <RatingBadge rating={each.worst_rating} /> },
        { header: t('analyses.geography.performing'), align: 'end', wide: true, cell: (each) => <Status tone={each.performing_share >= 0.999 ? 'good' : each.performing_share > 0 ? 'warn' : 'bad'}>{share(each.performing_share, locale, 0)}</Status> },
        { header: t('analyses.borrowers.high'), align: 'end', wide: true, cell: (each) => (Number(each.high_risk) > 0 ? share(partOf(each.high_risk, each.exposure), locale, 0) : '–') },
        { header: t('page.whatIf'), wide: true, cell: (each) => <Link to={page('what-if', { what: 'borrower', name: each.key ?? '' })} className="row-link quiet">{t('analyses.borrowers.change')}</Link> },
      ]}
    />
  )
}

function NameBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('credit')
  const [typed, setTyped] = useState(value)
  const ask = useDebouncedCallback(onChange, 250)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      type="search" label={t('analyses.borrowers.name')} leftSection={<IconSearch />} value={typed} maxLength={255}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        ask(event.currentTarget.value.trim())
      }}
    />
  )
}
