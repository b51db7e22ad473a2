// The portfolio before and after, figure by figure, with what changed.
import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { count, exactly, rate, share } from '../../figures'
import { FigureTable } from '../../frame/FigureTable'
import { RatingBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'
import { movedBy } from '../parts/reckon'

export type State = Answer<'/api/v1/portfolios/{id}/analytics/what-if/rate'>['before']

interface Line {
  key: string
  name: string
  before: ReactNode
  after: ReactNode
  change: ReactNode
}

export function States({ before, after, more = [] }: { before: State; after: State; more?: readonly Line[] }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const points = (one: number | null | undefined, other: number | null | undefined, digits = 2) => {
    const moved = movedBy(one, other)
    return moved === null ? '' : t('analyses.percentPoints', { value: new Intl.NumberFormat(locale, { signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(moved) })
  }
  const cash = (key: 'exposure' | 'expected_loss' | 'risk_weighted_assets', name: string): Line => ({
    key, name, before: <Cash of={before[key]} />, after: <Cash of={after[key]} />, change: <Cash of={exactly(after[key]) - exactly(before[key])} />,
  })
  const lines: Line[] = [
    { key: 'loans', name: t('field.loans'), before: count(before.loans, locale), after: count(after.loans, locale), change: count(after.loans - before.loans, locale) },
    cash('exposure', t('analyses.exposure')),
    { key: 'rate', name: t('analyses.overview.yield'), before: rate(before.weighted_rate, locale), after: rate(after.weighted_rate, locale), change: points((before.weighted_rate ?? 0) / 100, (after.weighted_rate ?? 0) / 100) },
    { key: 'rating', name: t('field.averageRating'), before: <RatingBadge rating={before.average_rating ?? null} />, after: <RatingBadge rating={after.average_rating ?? null} />, change: '' },
    { key: 'performing', name: t('analyses.geography.performing'), before: share(before.performing_share, locale), after: share(after.performing_share, locale), change: points(before.performing_share, after.performing_share) },
    { key: 'pd', name: t('analyses.pd'), before: share(before.portfolio_pd, locale), after: share(after.portfolio_pd, locale), change: points(before.portfolio_pd, after.portfolio_pd) },
    cash('expected_loss', t('analyses.expectedLoss')),
    cash('risk_weighted_assets', t('analyses.rwa')),
    ...more,
  ]
  return (
    <section className="card" aria-label={t('analyses.whatIf.states')}>
      <Title order={3} size="h3">{t('analyses.whatIf.states')}</Title>
      <div className="card-table">
        <FigureTable
          label={t('analyses.whatIf.states')} rows={lines} rowKey={(line) => line.key}
          columns={[
            { header: t('analyses.whatIf.figure'), cell: (line) => line.name },
            { header: t('analyses.whatIf.before'), align: 'end', cell: (line) => line.before },
            { header: t('analyses.whatIf.after'), align: 'end', cell: (line) => <b>{line.after}</b> },
            { header: t('analyses.whatIf.change'), align: 'end', wide: true, cell: (line) => line.change },
          ]}
        />
      </div>
    </section>
  )
}
