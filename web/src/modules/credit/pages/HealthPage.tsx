// One score, and the four parts that make it; each opens the loans that cost points.
import { Anchor, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { Meter } from '@/kernel/Meter'
import { useLocale } from '@/kernel/preferences'
import { Status, type Tone } from '@/kernel/Status'
import { decimal, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { FigureTable } from '../frame/FigureTable'
import { useLoansLink, usePageLink } from '../frame/portfolio'
import { given } from './parts/reckon'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/health'
type Score = Answer<typeof PATH>
type Part = Score['parts'][number]

const VERDICTS: Record<string, Tone> = { healthy: 'good', monitor: 'warn', at_risk: 'bad' }
const KEYS = ['performing', 'quality', 'spread', 'maturity'] as const
const PAGES = ['risk', 'loss', 'concentration', 'maturity'] as const

export function HealthPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH)
  return (
    <Analysis
      of={of} name={t('page.health')}
      title={(data) => t('analyses.health.title', { score: decimal(data.score, locale, 1), verdict: t(`analyses.health.verdict.${(data.verdict ?? 'monitor') as 'healthy'}`) })}
    >
      {(data) => <Parts of={data} />}
    </Analysis>
  )
}

function Parts({ of }: { of: Score }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const page = usePageLink()
  const tone = VERDICTS[of.verdict ?? ''] ?? 'still'
  const name = (part: Part) => t(`analyses.health.parts.${KEYS[of.parts.indexOf(part)] ?? 'performing'}`)
  const worst = [...of.parts].sort((one, other) => given(other).costs - given(one).costs)[0]
  return (
    <>
      <div className="card score">
        <Dial score={of.score ?? 0} tone={tone} said={decimal(of.score, locale, 1)} label={t('analyses.health.dial', { score: decimal(of.score, locale, 1) })} />
        <div>
          <Title order={3} size="h3"><Status tone={tone}>{t(`analyses.health.verdictLong.${(of.verdict ?? 'monitor') as 'healthy'}`)}</Status></Title>
          {worst && given(worst).costs > 0.05 && <Text mt={6}>{t('analyses.health.worst', { part: name(worst), costs: decimal(given(worst).costs, locale, 1) })}</Text>}
          <Text size="sm" c="dimmed" mt={6}>{t('analyses.health.borders')}</Text>
        </div>
      </div>
      <section className="card" aria-label={t('analyses.health.made')}>
        <Title order={3} size="h3">{t('analyses.health.made')}</Title>
        <div className="card-table">
          <FigureTable
            label={t('analyses.health.made')} rows={of.parts} rowKey={(part) => part.name} to={(part) => page(PAGES[of.parts.indexOf(part)] ?? 'risk')}
            columns={[
              { header: t('analyses.health.part'), cell: name },
              { header: t('analyses.health.points'), cell: (part) => <Meter label={`${name(part)}: ${decimal(part.points, locale, 1)}`} percent={part.points} tone={part.points >= 75 ? 'good' : part.points >= 50 ? 'warn' : 'bad'}><span className="figure">{decimal(part.points, locale, 1)}</span></Meter> },
              { header: t('analyses.health.weight'), align: 'end', wide: true, cell: (part) => share(part.weight / 100, locale, 0) },
              { header: t('analyses.health.gives'), align: 'end', cell: (part) => decimal(given(part).gives, locale, 1) },
              { header: t('analyses.health.costs'), align: 'end', cell: (part) => (given(part).costs > 0.05 ? decimal(given(part).costs, locale, 1) : '–') },
              { header: t('analyses.health.who'), wide: true, cell: (part) => (part.filter && given(part).costs > 0.05 ? <Anchor component={Link} to={to(part.filter)} size="sm">{t('analyses.showLoans')}</Anchor> : '') },
            ]}
            footer={[t('analyses.health.score'), '', share(1, locale, 0), decimal(of.score, locale, 1), decimal(100 - (of.score ?? 0), locale, 1), '']}
          />
        </div>
      </section>
      <p className="quiet">{t('analyses.health.index', { points: decimal(of.index.points, locale, 0), level: t(`analyses.concentration.level.${of.index.level as 'low'}`) })}</p>
    </>
  )
}

const ROUND = 2 * Math.PI * 52

/** Three quarters of a ring, filled as far as the score goes. */
function Dial({ score, tone, said, label }: { score: number; tone: Tone; said: string; label: string }) {
  const arc = ROUND * 0.75
  const ring = { cx: 60, cy: 60, r: 52, transform: 'rotate(135 60 60)', strokeLinecap: 'round' as const }
  return (
    <svg className="score-dial" viewBox="0 0 120 112" role="img" aria-label={label}>
      <circle {...ring} stroke="var(--line)" strokeDasharray={`${arc} ${ROUND}`} />
      <circle {...ring} stroke={`var(--${tone === 'open' ? 'accent' : tone})`} strokeDasharray={`${(arc * Math.max(0, Math.min(100, score))) / 100} ${ROUND}`} />
      <text x="60" y="68" textAnchor="middle">{said}</text>
    </svg>
  )
}
