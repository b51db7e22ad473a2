// Bad weather: what a shift of rates and a wave of defaults would cost, by one's own figures and by the standard ones.
import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { decimal, exactly, rate, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { Definition } from '../frame/Definition'
import { FigureTable } from '../frame/FigureTable'
import { usePageLink } from '../frame/portfolio'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { Knob } from './parts/Knob'
import { numberOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { greatest } from './parts/series'
import { scenarioName } from './parts/scenarios'
import { signed } from './parts/signed'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/stress'
const OWN = '/api/v1/portfolios/{id}/analytics/what-if/scenario'
type Outcome = Answer<typeof PATH>['scenarios'][number]
type Falls = Answer<typeof PATH>['downgrades']

const SHIFT = [-300, 500] as const
const PERCENT = [0, 100] as const
const DEFAULTS = [0, 30] as const

export function StressPage() {
  return <><OwnScenario /><Scenarios /></>
}

/** Three sliders, and what they cost. */
function OwnScenario() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const shift = Math.round(numberOf(own.shift, 200, SHIFT))
  const defaults = numberOf(own.defaults, 5, DEFAULTS)
  const recovery = Math.round(numberOf(own.recovery, 60, PERCENT))
  const of = useAnalysis(OWN, { shift, defaults, recovery })
  const percent = (value: number) => share(value / 100, locale, Number.isInteger(value) ? 0 : 1)
  return (
    <Analysis
      of={of} name={t('analyses.stress.own')} files={false}
      title={(data) => t('analyses.stress.ownTitle', { share: share(data.loss_rate, locale), context: data.loss_rate > 0 ? 'loss' : 'none' })}
      controls={(
        <div className="knobs">
          <Knob label={t('analyses.stress.shift')} value={shift} min={SHIFT[0]} max={SHIFT[1]} step={25} format={(value) => t('analyses.points', { value: signed(value, locale) })} onChange={(value) => change({ shift: value === 200 ? undefined : value }, true)} />
          <Knob label={t('analyses.stress.defaults')} value={defaults} min={DEFAULTS[0]} max={DEFAULTS[1]} step={0.5} format={percent} onChange={(value) => change({ defaults: value === 5 ? undefined : value }, true)} />
          <Knob label={t('analyses.stress.recovery')} value={recovery} min={PERCENT[0]} max={PERCENT[1]} step={5} format={percent} onChange={(value) => change({ recovery: value === 60 ? undefined : value }, true)} />
        </div>
      )}
    >
      {(data) => (
        <div className="tiles">
          <Fact label={t('analyses.stress.loss')} value={<Cash of={data.loss} short />} note={t('analyses.ofAll', { share: share(data.loss_rate, locale) })} />
          <Fact label={t('analyses.stress.after')} value={<Cash of={data.value_after} short />} note={<>{t('analyses.stress.before')} <Cash of={data.exposure} short /></>} />
          <Fact label={t('analyses.stress.defaulted')} value={<Cash of={data.defaulted} short />} note={t('analyses.stress.loansDefault', { shown: decimal(data.defaults, locale, 1) })} />
          <Fact label={t('analyses.overview.yield')} value={rate(data.rate_after, locale)} note={t('analyses.stress.was', { value: rate(data.rate, locale) })} />
          <Fact label={t('analyses.stress.interest')} value={<Cash of={data.interest_change} short />} note={t('analyses.stress.interestNote')} />
        </div>
      )}
    </Analysis>
  )
}

function Scenarios() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const of = useAnalysis(PATH)
  return (
    <Analysis
      of={of} name={t('page.stress')} order={3}
      title={(data) => {
        const worst = data.scenarios[greatest(data.scenarios.map((each) => each.loss_rate))]
        return worst ? t('analyses.stress.title', { name: scenarioName(worst.name, t), share: share(worst.loss_rate, locale, 1) }) : t('page.stress')
      }}
    >
      {(data) => (
        <>
          <PlotCard
            title={t('analyses.stress.chart')} unit={t('analyses.stress.unit')} labelHeader={t('analyses.stress.scenario')} name="stress" rows amounts
            labels={costly(data.scenarios).map((each) => scenarioName(each.name, t))}
            series={[{ key: 'loss', name: t('analyses.stress.loss'), tint: 'bad', values: costly(data.scenarios).map((each) => Number(each.loss)) }]} format={(value) => compact(exactly(value), locale)}
          />
          <Table title={t('analyses.stress.scenarios')} outcomes={data.scenarios} />
          <Table title={t('analyses.stress.economies')} note={t('analyses.stress.economiesNote')} outcomes={data.economies} />
          <Downgrades falls={data.downgrades} says={data.downgrade_definition} />
        </>
      )}
    </Analysis>
  )
}

/** The scenarios that lose anything at all. */
function costly<O extends { loss: number | string }>(outcomes: readonly O[]): O[] {
  return outcomes.filter((each) => Number(each.loss) > 0)
}

function Table({ title, note, outcomes }: { title: string; note?: string; outcomes: readonly Outcome[] }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const page = usePageLink()
  const percent = (value: number) => share(value / 100, locale, Number.isInteger(value) ? 0 : 1)
  return (
    <section className="card" aria-label={title}>
      <Title order={4} size="h3">{title}</Title>
      {note && <Text size="sm" c="dimmed">{note}</Text>}
      <div className="card-table">
        <FigureTable
          label={title} rows={outcomes} rowKey={(each) => each.name} to={(each) => page('stress', { shift: each.shift, defaults: each.default_percent, recovery: each.recovery_percent })}
          columns={[
            { header: t('analyses.stress.scenario'), cell: (each) => scenarioName(each.name, t) },
            { header: t('analyses.stress.shiftShort'), align: 'end', wide: true, cell: (each) => signed(each.shift, locale) },
            { header: t('analyses.stress.defaultsShort'), align: 'end', wide: true, cell: (each) => percent(each.default_percent) },
            { header: t('analyses.stress.recoveryShort'), align: 'end', wide: true, cell: (each) => percent(each.recovery_percent) },
            { header: t('analyses.overview.yield'), align: 'end', wide: true, cell: (each) => rate(each.rate_after, locale) },
            { header: t('analyses.stress.interest'), align: 'end', wide: true, cell: (each) => <Cash of={each.interest_change} short /> },
            { header: t('analyses.stress.loss'), align: 'end', cell: (each) => <Cash of={each.loss} short /> },
            { header: t('analyses.stress.lossRate'), align: 'end', cell: (each) => share(each.loss_rate, locale, 1) },
            { header: t('analyses.stress.after'), align: 'end', wide: true, cell: (each) => <Cash of={each.value_after} short /> },
          ]}
        />
      </div>
    </section>
  )
}

function Downgrades({ falls, says }: { falls: Falls; says: string }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const last = falls.at(-1)
  const title = last ? t('analyses.stress.falls', { count: last.notches, share: share(last.portfolio_pd, locale, 1) }) : ''
  return (
    <section className="card" aria-label={title}>
      <Title order={4} size="h3">{title}</Title>
      <Text size="sm" c="dimmed"><Definition of={says} /></Text>
      <div className="card-table">
        <FigureTable
          label={title} rows={falls} rowKey={(each) => each.notches}
          columns={[
            { header: t('analyses.stress.fall'), cell: (each) => t('analyses.stress.notches', { count: each.notches }) },
            { header: t('analyses.pd'), align: 'end', cell: (each) => share(each.portfolio_pd, locale) },
            { header: t('analyses.expectedLoss'), align: 'end', cell: (each) => <Cash of={each.expected_loss} short /> },
            { header: t('analyses.rwa'), align: 'end', wide: true, cell: (each) => <Cash of={each.risk_weighted_assets} short /> },
            { header: t('grade.investment'), align: 'end', wide: true, cell: (each) => share(each.investment_grade, locale, 1) },
          ]}
        />
      </div>
    </section>
  )
}
