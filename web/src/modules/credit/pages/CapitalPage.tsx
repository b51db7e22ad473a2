// The capital that the loans tie up, and the losses it is for: Basel's functions by rating, and one common factor.
import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { count, decimal, exactly, partOf, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { Definition } from '../frame/Definition'
import { FigureTable } from '../frame/FigureTable'
import { useLoansLink } from '../frame/portfolio'
import { RatingBadge } from '../parts/badges'
import { Cash } from '../parts/Cash'
import { Fact } from './parts/Fact'
import { Knob } from './parts/Knob'
import { numberOf, oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import { tickOf } from './parts/tick'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/capital'
const LOSSES = '/api/v1/portfolios/{id}/analytics/loss-distribution'
type Study = Answer<typeof PATH>
type Losses = Answer<typeof LOSSES>

const CLASSES = ['corporate', 'financial', 'sme', 'mortgage', 'revolving', 'retail'] as const
const FLOORS = ['pd', 'pd_and_lgd', 'none'] as const
const LEVELS = ['0.999', '0.9', '0.95', '0.99', '0.995', '0.9999'] as const

export function CapitalPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const terms = { class: oneOf(own.class, CLASSES), floors: oneOf(own.floors, FLOORS) }
  const of = useAnalysis(PATH, terms as never)
  return (
    <>
      <Analysis
        of={of} name={t('page.capital')}
        title={(data) => t('analyses.capital.title', { share: share(partOf(data.all.capital, data.all.ead), locale, 1), weight: share(data.all.risk_weight, locale, 0) })}
        controls={(
          <div className="fields">
            <NativeSelect label={t('analyses.capital.class')} value={terms.class} data={CLASSES.map((value) => ({ value, label: t(`analyses.capital.classes.${value}`) }))} onChange={(event) => change({ class: event.currentTarget.value === 'corporate' ? undefined : event.currentTarget.value })} />
            <NativeSelect label={t('analyses.capital.floors')} value={terms.floors} data={FLOORS.map((value) => ({ value, label: t(`analyses.capital.floor.${value}`) }))} onChange={(event) => change({ floors: event.currentTarget.value === 'pd' ? undefined : event.currentTarget.value })} />
          </div>
        )}
      >
        {(data) => <Lines of={data} />}
      </Analysis>
      <LossDistribution asset={terms.class} />
    </>
  )
}

function Lines({ of }: { of: Study }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const navigate = useNavigate()
  const to = useLoansLink()
  const link = (line: Study['lines'][number] | undefined) => (line && line.filters.length === 1 && line.filters[0] ? to(line.filters[0]) : undefined)
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.capital.capital')} value={<Cash of={of.all.capital} short />} note={t('analyses.ofAll', { share: share(partOf(of.all.capital, of.all.ead), locale, 1) })} />
        <Fact label={t('analyses.rwa')} value={<Cash of={of.all.rwa} short />} note={t('analyses.capital.weight', { share: share(of.all.risk_weight, locale, 0) })} />
        <Fact label={t('analyses.expectedLoss')} value={<Cash of={of.all.expected_loss} short />} note={t('analyses.ofAll', { share: share(partOf(of.all.expected_loss, of.all.ead), locale) })} />
        <Fact label={t('analyses.capital.ead')} value={<Cash of={of.all.ead} short />} />
      </div>
      <PlotCard
        title={t('analyses.capital.chart')} unit={t('analyses.capital.unit')} labelHeader={t('field.rating')} name="capital" amounts
        labels={of.lines.map((each) => each.rating)}
        series={[
          { key: 'capital', name: t('analyses.capital.capital'), values: of.lines.map((each) => Number(each.capital)) },
          { key: 'loss', name: t('analyses.expectedLoss'), tint: 'bad', values: of.lines.map((each) => Number(each.expected_loss)) },
        ]}
        format={(value) => compact(exactly(value), locale)} onPick={(at) => { const target = link(of.lines[at]); if (target) void navigate({ to: target }) }} to={(at) => link(of.lines[at])}
      />
      <FigureTable
        label={t('page.capital')} rows={of.lines} rowKey={(each) => each.rating} to={link}
        columns={[
          { header: t('field.rating'), cell: (each) => <RatingBadge rating={each.rating} /> },
          { header: t('field.loans'), align: 'end', wide: true, cell: (each) => count(each.loans, locale) },
          { header: 'EAD', align: 'end', cell: (each) => <Cash of={each.ead} short /> },
          { header: t('analyses.pd'), align: 'end', wide: true, cell: (each) => share(each.pd, locale) },
          { header: t('analyses.lgd'), align: 'end', wide: true, cell: (each) => share(each.lgd, locale, 0) },
          { header: t('analyses.capital.correlation'), align: 'end', wide: true, cell: (each) => share(each.correlation, locale, 1) },
          { header: t('analyses.capital.maturity'), align: 'end', wide: true, cell: (each) => decimal(each.maturity, locale, 1) },
          { header: t('analyses.expectedLoss'), align: 'end', wide: true, cell: (each) => <Cash of={each.expected_loss} short /> },
          { header: t('analyses.capital.capital'), align: 'end', cell: (each) => <Cash of={each.capital} short /> },
          { header: t('analyses.capital.riskWeight'), align: 'end', cell: (each) => share(each.risk_weight, locale, 0) },
        ]}
        footer={[t('analyses.schedule.sum'), count(of.loans, locale), <Cash key="ead" of={of.all.ead} short />, '', '', '', '', <Cash key="loss" of={of.all.expected_loss} short />, <Cash key="capital" of={of.all.capital} short />, share(of.all.risk_weight, locale, 0)]}
      />
      <p className="quiet"><Definition of={of.inputs} /></p>
    </>
  )
}

const CORRELATION = [0, 50] as const

/** Vasicek's distribution of losses: how bad a bad year is. */
function LossDistribution({ asset }: { asset: string }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const level = oneOf(own.level, LEVELS)
  const fixed = own.rho !== undefined
  const rho = numberOf(own.rho, 20, CORRELATION)
  const of = useAnalysis(LOSSES, { level: Number(level), class: asset, ...(fixed ? { correlation: rho / 100 } : {}) } as never)
  return (
    <Analysis
      of={of} name={t('analyses.capital.losses')} order={3}
      title={(data) => t('analyses.capital.lossTitle', { share: share(data.quantile_share, locale, 1), years: count(Math.round(1 / (1 - Number(level))), locale) })}
      controls={(
        <div className="fields">
          <NativeSelect label={t('analyses.capital.level')} value={level} data={LEVELS.map((value) => ({ value, label: share(Number(value), locale, value.length > 5 ? 2 : 1) }))} onChange={(event) => change({ level: event.currentTarget.value === '0.999' ? undefined : event.currentTarget.value })} />
          <NativeSelect label={t('analyses.capital.correlation')} value={fixed ? 'fixed' : 'class'} data={[{ value: 'class', label: t('analyses.capital.ofClass') }, { value: 'fixed', label: t('analyses.capital.fixed') }]} onChange={(event) => change({ rho: event.currentTarget.value === 'fixed' ? 20 : undefined })} />
          {fixed && <div style={{ flexBasis: 240 }}><Knob label={t('analyses.capital.correlation')} value={rho} min={CORRELATION[0]} max={CORRELATION[1]} step={1} format={(value) => share(value / 100, locale, 0)} onChange={(value) => change({ rho: value }, true)} /></div>}
        </div>
      )}
    >
      {(data) => <Distribution of={data} />}
    </Analysis>
  )
}

function Distribution({ of }: { of: Losses }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const at = of.distribution.findIndex((each) => each.level >= of.level)
  const levels = of.distribution.map((each) => share(each.level, locale, each.level > 0.999 ? 2 : each.level >= 0.975 ? 1 : 0))
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.capital.quantile')} value={<Cash of={of.quantile} short />} note={t('analyses.ofAll', { share: share(of.quantile_share, locale, 1) })} />
        <Fact label={t('analyses.expectedLoss')} value={<Cash of={of.expected_loss} short />} note={t('analyses.ofAll', { share: share(partOf(of.expected_loss, of.exposure), locale) })} />
        <Fact label={t('analyses.capital.economic')} value={<Cash of={of.unexpected_loss} short />} note={t('analyses.capital.economicNote')} />
        <Fact label={t('analyses.capital.shortfall')} value={<Cash of={of.shortfall} short />} note={t('analyses.capital.shortfallNote')} />
      </div>
      <PlotCard
        title={t('analyses.capital.distribution', { share: share(of.distribution.find((each) => each.level === 0.5)?.share, locale, 1) })} unit={t('analyses.capital.distributionUnit')} labelHeader={t('analyses.capital.level')} name="loss-distribution"
        labels={levels} series={[{ key: 'share', name: t('analyses.capital.lossShare'), kind: 'line', tint: 'bad', values: of.distribution.map((each) => each.share) }]}
        {...(at >= 0 ? { marks: [{ at, name: share(of.level, locale, of.level > 0.999 ? 2 : 1) }] } : {})} format={(value) => share(value, locale, 1)} tick={tickOf(locale)}
      />
      <p className="quiet"><Definition of={of.inputs} /></p>
    </>
  )
}
