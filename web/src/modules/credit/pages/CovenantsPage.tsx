// Who breaks what was agreed, by limits that can be moved.
import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { count, decimal, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { type FigureColumn, FigureTable } from '../frame/FigureTable'
import { useLoansLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { ShareBar } from './parts/GroupTable'
import { Knob } from './parts/Knob'
import { LoanTable } from './parts/LoanTable'
import { numberOf, useOwn } from './parts/own'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/covenant-compliance'
type Found = Answer<typeof PATH>
type Broken = Found['breached_loans'][number]

/** The usual limits, and how far they can be moved. */
const LIMITS = [
  { name: 'max_debt_to_equity', of: 'debt_to_equity', usual: 3.5, border: [0, 10] },
  { name: 'min_interest_coverage', of: 'interest_coverage', usual: 2.5, border: [0, 10] },
  { name: 'max_leverage', of: 'leverage_ratio', usual: 4, border: [0, 12] },
] as const
const SHOWN = 50

export function CovenantsPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const limits = LIMITS.map(({ name, usual, border }) => numberOf(own[name], usual, border))
  const of = useAnalysis(PATH, Object.fromEntries(LIMITS.map(({ name }, at) => [name, limits[at]])))
  return (
    <Analysis
      of={of} name={t('page.covenants')}
      title={(data) => (data.breached.loans > 0 ? t('analyses.covenants.title', { count: data.breached.loans, shown: count(data.breached.loans, locale), share: share(data.breached.share, locale, 1), urgent: count(data.urgent.loans, locale) }) : t('analyses.covenants.fine'))}
      controls={(
        <div className="knobs">
          {LIMITS.map(({ name, usual, border }, at) => (
            <Knob
              key={name} label={t(`analyses.covenants.${name}`)} value={limits[at] ?? usual} min={border[0]} max={border[1]} step={0.1} format={(value) => decimal(value, locale, 1)}
              onChange={(value) => change({ [name]: Math.abs(value - usual) < 0.001 ? undefined : Number(value.toFixed(2)) }, true)}
            />
          ))}
        </div>
      )}
    >
      {(data) => <Results of={data} />}
    </Analysis>
  )
}

function Results({ of }: { of: Found }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const loans = (found: number) => t('analyses.loans', { count: found, shown: count(found, locale) })
  const ratio = (name: (typeof LIMITS)[number]['of'], header: string): FigureColumn<Broken> => ({
    header, align: 'end', cell: (loan) => (loan.breaches.includes(name) ? <b className="broken">{decimal(loan[name], locale)}</b> : decimal(loan[name], locale)),
  })
  const most = Math.max(...of.sectors.map((each) => each.rate), 0.0001)
  return (
    <>
      <div className="tiles">
        {of.covenants.map((each, at) => (
          <Fact
            key={each.covenant} label={t(`analyses.covenants.broken.${LIMITS[at]?.of ?? 'leverage_ratio'}`)} value={count(each.broken.loans, locale)} to={each.broken.loans > 0 ? to(each.broken.filter) : undefined}
            note={<><Cash of={each.broken.exposure} short />{each.unknown.loans > 0 && <> · {t('analyses.covenants.unknown', { count: each.unknown.loans, shown: count(each.unknown.loans, locale) })}</>}</>}
          />
        ))}
        <Fact label={t('analyses.covenants.urgent')} value={count(of.urgent.loans, locale)} tone={of.urgent.loans > 0 ? 'bad' : 'good'} note={of.urgent.loans > 0 ? t('analyses.ofAll', { share: share(of.urgent.share, locale, 1) }) : t('analyses.none')} to={of.urgent.loans > 0 ? to(of.urgent.filter) : undefined} />
        <Fact label={t('analyses.covenants.total')} value={count(of.total_breaches, locale)} note={t('analyses.covenants.byNumber', { one: count(of.loans_by_breaches[1], locale), two: count(of.loans_by_breaches[2], locale), three: count(of.loans_by_breaches[3], locale) })} to={of.breached.loans > 0 ? to(of.breached.filter) : undefined} />
      </div>
      {of.sectors.length > 0 && (
        <section className="card" aria-label={t('analyses.covenants.sectors')}>
          <Title order={3} size="h3">{t('analyses.covenants.sectorTitle', { count: of.sectors.filter((each) => each.in_trouble).length })}</Title>
          <Text size="sm" c="dimmed">{t('analyses.covenants.sectorNote')}</Text>
          <div className="card-table">
            <FigureTable
              label={t('analyses.covenants.sectors')} rows={of.sectors} rowKey={(each) => each.key ?? '—'} to={(each) => to(each.filter)} short
              columns={[
                { header: t('field.sector'), cell: (each) => each.key ?? t('analyses.nameless') },
                { header: t('analyses.covenants.rate'), align: 'end', cell: (each) => <ShareBar share={each.rate} most={most} /> },
                { header: t('analyses.covenants.breaking'), align: 'end', cell: (each) => t('analyses.covenants.of', { some: count(each.loans, locale), all: count(each.sector_loans, locale) }) },
                { header: t('field.amount'), align: 'end', wide: true, cell: (each) => <Cash of={each.exposure} short /> },
                { header: t('field.status'), wide: true, cell: (each) => <Status tone={each.in_trouble ? 'bad' : 'still'}>{t(each.in_trouble ? 'analyses.covenants.trouble' : 'analyses.covenants.calm')}</Status> },
              ]}
            />
          </div>
        </section>
      )}
      {of.breached_loans.length > 0 && (
        <LoanTable
          title={t('analyses.covenants.worst', { count: Math.min(SHOWN, of.breached_loans.length), context: of.breached.loans > SHOWN ? 'some' : 'all' })} note={loans(of.breached.loans)} loans={of.breached_loans.slice(0, SHOWN)} without={['maturity', 'status']}
          more={[
            ratio('debt_to_equity', t('field.debtToEquity')), ratio('interest_coverage', t('field.interestCoverage')), ratio('leverage_ratio', t('field.leverage')),
            { header: t('analyses.covenants.state'), cell: (loan) => <Status tone={loan.urgent ? 'bad' : 'warn'}>{t(loan.urgent ? 'analyses.covenants.urgentLoan' : 'analyses.covenants.breach', { count: loan.breaches.length })}</Status> },
          ]}
        />
      )}
    </>
  )
}
