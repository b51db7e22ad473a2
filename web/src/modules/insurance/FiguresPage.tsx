// The book at a date: premiums, claims and loss ratios by kind. Currencies are never added up.
import { Button, Group, Menu, NativeSelect, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import type { Answer } from '@/kernel/api/types'
import { Amount } from '@/kernel/Amount'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { parseDate } from '@/kernel/dates'
import { saveCsv, saveFrom } from '@/kernel/download'
import { Guarded } from '@/kernel/Guarded'
import { IconDownload } from '@/kernel/icons'
import { formatMoney, money, wire } from '@/kernel/money'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { useListSearch } from '@/kernel/resource/ListPage'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { typeName } from './insurance'
import './insurance.css'
import './words'

const DateField = lazy(() => import('@/kernel/form/DateField').then((file) => ({ default: file.DateField })))

type Book = Answer<'/api/v1/insurance/admin/figures'>['currencies'][number]
type Line = Book['total']
type Money = Exclude<{ [K in keyof Line]: Line[K] extends number ? K : never }[keyof Line], 'policies_in_force' | 'open_claims'>

const COLUMNS = [
  ['written', 'written_premium'], ['earned', 'earned_premium'], ['unearned', 'unearned_premium'], ['paid', 'paid_claims'],
  ['approved', 'approved_claims'], ['openAmount', 'open_claims_amount'], ['incurred', 'incurred_claims'],
] as const satisfies readonly (readonly [string, Money])[]

export function FiguresPage() {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const [search, onSearch] = useListSearch()
  const [today] = useState(() => parseDate('today', locale) ?? '')
  const asked = typeof search.as_of === 'string' ? search.as_of : today
  const [day, setDay] = useState(asked)
  useEffect(() => setDay(asked), [asked])
  const change = (typed: string) => {
    setDay(typed)
    // A half-typed date asks nothing yet.
    if (/^\d{4}-\d\d-\d\d$/.test(typed) && parseDate(typed, locale)) onSearch({ as_of: typed === today ? undefined : typed })
  }
  return (
    <Page title={t('figures.title')} actions={<Exports />}>
      <Guarded permission="insurance:review">
        <Books
          asOf={asked} currency={typeof search.currency === 'string' ? search.currency : ''} pick={(currency) => onSearch({ currency: currency || undefined })}
          day={<Suspense fallback={null}><DateField label={t('figures.asOf')} value={day} onChange={change} /></Suspense>}
        />
      </Guarded>
    </Page>
  )
}

function Exports() {
  const { t } = useTranslation('insurance')
  const files = [
    { what: t('figures.exportPolicies'), name: t('policies.file'), path: '/api/v1/insurance/admin/exports/policies' },
    { what: t('figures.exportClaims'), name: t('policies.claimsFile'), path: '/api/v1/insurance/admin/exports/claims' },
  ] as const
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" leftSection={<IconDownload />}>{t('figures.exports')}</Button></Menu.Target>
      <Menu.Dropdown>
        {files.flatMap(({ what, name, path }) => (['csv', 'xlsx'] as const).map((format) => (
          <Menu.Item key={`${path}${format}`} onClick={() => void saveFrom(`${name}.${format}`, () => client.GET(path, { params: { query: { format } }, parseAs: 'blob' }))}>
            {t(`figures.${format}`, { what })}
          </Menu.Item>
        )))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface BooksProps {
  asOf: string
  day: ReactNode
  currency: string
  pick: (currency: string) => void
}

function Books({ asOf, day, currency, pick }: BooksProps) {
  const { t } = useTranslation('insurance')
  const { data, error, refetch, isPlaceholderData } = useQuery($api.queryOptions(
    'get', '/api/v1/insurance/admin/figures', { params: { query: { as_of: asOf } } }, { placeholderData: keepPreviousData },
  ))
  // The largest book first.
  const books = (data?.currencies ?? []).toSorted((one, other) => other.total.written_premium - one.total.written_premium)
  const shown = books.filter((each) => !currency || each.currency === currency)
  return (
    <>
      <Group className="no-print" align="flex-end" gap="sm" mb="lg">
        {day}
        {books.length > 1 && (
          <NativeSelect
            label={t('figures.currency')} value={currency} onChange={(event) => pick(event.currentTarget.value)}
            data={[{ value: '', label: t('figures.allCurrencies') }, ...books.map((each) => each.currency)]}
          />
        )}
      </Group>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={10} /> : books.length === 0 ? <Empty title={t('figures.empty')}>{t('figures.emptyHint')}</Empty> : (
        <div aria-busy={isPlaceholderData}>{shown.map((book) => <OneBook key={book.currency} book={book} />)}</div>
      )}
    </>
  )
}

function OneBook({ book: { currency, total, by_type: kinds } }: { book: Book }) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const percent = (ratio: number | null) => (ratio === null ? t('figures.nothingEarned') : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(ratio))
  const whole = (value: number) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
  const written = (amount: number) => formatMoney(money(amount), locale)
  const download = () => saveCsv(`${t('figures.file')}-${currency}`, [
    [t('figures.kind'), t('figures.inForce'), ...COLUMNS.map(([name]) => t(`figures.${name}`)), t('figures.open'), t('figures.lossRatio')],
    ...[...kinds.map((each) => ({ ...each, name: typeName(each.policy_type) })), { ...total, name: t('figures.total') }].map((line) => [
      line.name, line.policies_in_force, ...COLUMNS.map(([, field]) => wire(money(line[field]))), line.open_claims, line.loss_ratio ?? '',
    ]),
  ])
  const cells = (line: Line) => (
    <>
      <td data-end="end">{line.policies_in_force}</td>
      {COLUMNS.map(([name, field]) => <td key={name} data-end="end"><Amount of={money(line[field])} /></td>)}
      <td data-end="end">{line.open_claims}</td>
      <td data-end="end">{percent(line.loss_ratio)}</td>
    </>
  )
  const heading = t('figures.table', { currency })
  return (
    <section aria-label={currency} style={{ marginBottom: 32 }}>
      <Title order={2} mb="sm">{currency}</Title>
      <div className="tiles">
        <Figure label={t('figures.inForce')} note={t('figures.coveredHint')}>{total.policies_in_force}</Figure>
        <Figure label={t('figures.written')}><Amount of={money(total.written_premium)} /></Figure>
        <Figure label={t('figures.earned')}><Amount of={money(total.earned_premium)} /></Figure>
        <Figure label={t('figures.unearned')}><Amount of={money(total.unearned_premium)} /></Figure>
        <Figure label={t('figures.lossRatio')} note={t('figures.ratioHint')}>{percent(total.loss_ratio)}</Figure>
      </div>
      <div className="columns">
        <ChartCard
          title={t('figures.premiumTitle', { earned: written(total.earned_premium), written: written(total.written_premium), currency })} unit={t('figures.premiumUnit', { currency })}
          labelHeader={t('figures.kind')} valueHeader={t('figures.earned')} series={[t('figures.earned'), t('figures.unearned')]} name={`${t('figures.file')}-premium-${currency}`} kind="bar" format={whole}
          points={kinds.map((each) => ({ label: typeName(each.policy_type), value: each.earned_premium, beside: each.unearned_premium }))}
        />
        <ChartCard
          title={total.loss_ratio === null ? t('figures.ratioTitleNone', { currency }) : t('figures.ratioTitle', { ratio: percent(total.loss_ratio), currency })} unit={t('figures.ratioUnit')}
          labelHeader={t('figures.kind')} valueHeader={t('figures.lossRatio')} name={`${t('figures.file')}-loss-ratio-${currency}`} kind="rows" format={(value) => percent(value / 100)}
          points={kinds.filter((each) => each.loss_ratio !== null).map((each) => ({ label: typeName(each.policy_type), value: Math.round((each.loss_ratio ?? 0) * 1000) / 10 }))}
          to="/claims-review?show=every"
        />
      </div>
      <div className="linked-heading">
        <Title order={3}>{heading}</Title>
        <Button className="no-print" size="compact-sm" variant="default" leftSection={<IconDownload size={16} />} onClick={download}>CSV</Button>
      </div>
      <div className="table-scroll" role="region" aria-label={heading} tabIndex={0}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{t('figures.kind')}</th><th scope="col" data-end="end">{t('figures.inForce')}</th>
              {COLUMNS.map(([name]) => <th key={name} scope="col" data-end="end">{t(`figures.${name}`)}</th>)}
              <th scope="col" data-end="end">{t('figures.open')}</th><th scope="col" data-end="end">{t('figures.lossRatio')}</th>
            </tr>
          </thead>
          <tbody>{kinds.map((each) => <tr key={each.policy_type}><td>{typeName(each.policy_type)}</td>{cells(each)}</tr>)}</tbody>
          <tfoot><tr><td>{t('figures.total')}</td>{cells(total)}</tr></tfoot>
        </table>
      </div>
    </section>
  )
}

function Figure({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return <div className="tile card"><span>{label}</span><b>{children}</b>{note && <span style={{ fontSize: 13, color: 'var(--mantine-color-dimmed)' }}>{note}</span>}</div>
}
