// Stages and provisions: which loans are in which stage and why, and what is to be set aside for them.
import { Anchor, NativeSelect, SegmentedControl, Switch, Text, Title } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import '@mantine/core/styles/Switch.css'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import type { Tone } from '@/kernel/Status'
import { Status } from '@/kernel/Status'
import { count, exactly, partOf, share } from '../figures'
import { useAnalysis } from '../frame/analysis'
import { Analysis } from '../frame/Analysis'
import { useChange } from '../frame/change'
import { Definition } from '../frame/Definition'
import { FigureTable } from '../frame/FigureTable'
import { Cash } from '../parts/Cash'
import { Staged } from './ifrs9/Staged'
import { Fact } from './parts/Fact'
import { Knob } from './parts/Knob'
import { numberOf, oneOf, useOwn } from './parts/own'
import { PlotCard } from './parts/PlotCard'
import './words'

const PATH = '/api/v1/portfolios/{id}/analytics/ifrs9'
type Study = Answer<typeof PATH>

const NOTCHES = [0, 10] as const
const TIMINGS = ['middle', 'end'] as const
const STEPS = ['yearly', 'half_yearly', 'quarterly', 'monthly'] as const
const REPAYMENTS = ['bullet', 'straight_line', 'annuity'] as const
const STAGES = ['1', '2', '3'] as const
const TONES: Record<string, Tone> = { 1: 'good', 2: 'warn', 3: 'bad' }

export function Ifrs9Page() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const notches = Math.round(numberOf(own.notches, 3, NOTCHES))
  const watch = own.watch !== 'no'
  const terms = { notches, timing: oneOf(own.timing, TIMINGS), steps: oneOf(own.steps, STEPS), repayment: oneOf(own.repayment, REPAYMENTS), watch_list: watch }
  const of = useAnalysis(PATH, terms as never)
  const stage = STAGES.find((each) => each === own.stage)
  return (
    <>
      <Analysis
        of={of} name={t('page.ifrs9')}
        title={(data) => t('analyses.ifrs9.title', { coverage: share(data.all.coverage, locale), two: share(partOf(data.stages[1]?.exposure ?? 0, data.all.exposure), locale, 1), three: share(partOf(data.stages[2]?.exposure ?? 0, data.all.exposure), locale, 1) })}
        controls={(
          <div className="fields">
            <div style={{ flexBasis: 240 }}><Knob label={t('analyses.ifrs9.notches')} value={notches} min={NOTCHES[0]} max={NOTCHES[1]} step={1} format={(value) => (value === 0 ? t('analyses.ifrs9.off') : t('analyses.stress.notches', { count: value }))} onChange={(value) => change({ notches: value === 3 ? undefined : value }, true)} /></div>
            <SegmentedControl className="own-width" aria-label={t('analyses.ifrs9.timing')} value={terms.timing} data={TIMINGS.map((value) => ({ value, label: t(`analyses.ifrs9.timings.${value}`) }))} onChange={(value) => change({ timing: value === 'middle' ? undefined : value })} />
            <NativeSelect label={t('analyses.ifrs9.steps')} value={terms.steps} data={STEPS.map((value) => ({ value, label: t(`analyses.schedule.times.${value}`) }))} onChange={(event) => change({ steps: event.currentTarget.value === 'yearly' ? undefined : event.currentTarget.value })} />
            <NativeSelect label={t('analyses.ifrs9.repayment')} value={terms.repayment} data={REPAYMENTS.map((value) => ({ value, label: t(`analyses.schedule.kinds.${value}`) }))} onChange={(event) => change({ repayment: event.currentTarget.value === 'bullet' ? undefined : event.currentTarget.value })} />
            <Switch label={t('analyses.ifrs9.watch')} checked={watch} pb={8} onChange={(event) => change({ watch: event.currentTarget.checked ? undefined : 'no' })} />
          </div>
        )}
      >
        {(data) => <Stages of={data} open={(each, reason) => change({ stage: each, reason })} />}
      </Analysis>
      {stage && <Staged stage={stage} reason={own.reason} terms={terms} close={() => change({ stage: undefined, reason: undefined })} />}
    </>
  )
}

function Stages({ of, open }: { of: Study; open: (stage: string, reason?: string) => void }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const names = of.stages.map((each) => t('analyses.ifrs9.stage', { stage: each.stage }))
  return (
    <>
      <div className="tiles">
        <Fact label={t('analyses.ifrs9.allowance')} value={<Cash of={of.all.allowance} short />} note={t('analyses.ofAll', { share: share(of.all.coverage, locale) })} />
        <Fact label={t('analyses.ifrs9.twelve')} value={<Cash of={of.all.twelve_months} short />} note={t('analyses.ifrs9.ifAll')} />
        <Fact label={t('analyses.ifrs9.lifetime')} value={<Cash of={of.all.lifetime} short />} note={t('analyses.ifrs9.ifAll')} />
        {of.stages.map((each) => (
          <button key={each.stage} type="button" className="tile card tile-button" disabled={each.loans === 0} onClick={() => open(each.stage)}>
            <span>{t('analyses.ifrs9.stage', { stage: each.stage })}</span>
            <b>{share(partOf(each.exposure, of.all.exposure), locale, 1)}</b>
            <small><Status tone={TONES[each.stage] ?? 'still'}>{t('analyses.loans', { count: each.loans, shown: count(each.loans, locale) })}</Status></small>
          </button>
        ))}
      </div>
      <PlotCard
        title={t('analyses.ifrs9.chart', { share: share(partOf(exactly(of.stages[1]?.allowance ?? 0) + exactly(of.stages[2]?.allowance ?? 0), of.all.allowance), locale, 1) })} unit={t('analyses.ifrs9.unit')} labelHeader={t('analyses.ifrs9.stageHeader')} name="ifrs9" rows amounts height={190}
        labels={names}
        series={[
          { key: 'twelve', name: t('analyses.ifrs9.twelve'), tint: 'still', values: of.stages.map((each) => Number(each.twelve_months)) },
          { key: 'allowance', name: t('analyses.ifrs9.allowance'), values: of.stages.map((each) => Number(each.allowance)) },
        ]}
        format={(value) => compact(exactly(value), locale)} onPick={(at) => { const line = of.stages[at]; if (line && line.loans > 0) open(line.stage) }}
      />
      <section className="card" aria-label={t('analyses.ifrs9.table')}>
        <Title order={3} size="h3">{t('analyses.ifrs9.table')}</Title>
        <div className="card-table">
          <FigureTable
            label={t('analyses.ifrs9.table')} rows={of.stages} rowKey={(each) => each.stage}
            columns={[
              { header: t('analyses.ifrs9.stageHeader'), cell: (each) => <button type="button" className="plain-link" disabled={each.loans === 0} onClick={() => open(each.stage)}>{t('analyses.ifrs9.stage', { stage: each.stage })}</button> },
              { header: t('field.loans'), align: 'end', cell: (each) => count(each.loans, locale) },
              { header: t('field.amount'), align: 'end', cell: (each) => <Cash of={each.exposure} short /> },
              { header: t('analyses.ifrs9.twelve'), align: 'end', wide: true, cell: (each) => <Cash of={each.twelve_months} short /> },
              { header: t('analyses.ifrs9.lifetime'), align: 'end', wide: true, cell: (each) => <Cash of={each.lifetime} short /> },
              { header: t('analyses.ifrs9.allowance'), align: 'end', cell: (each) => <b><Cash of={each.allowance} short /></b> },
              { header: t('analyses.ifrs9.coverage'), align: 'end', cell: (each) => share(each.coverage, locale) },
            ]}
            footer={[t('analyses.schedule.sum'), count(of.all.loans, locale), <Cash key="exposure" of={of.all.exposure} short />, <Cash key="twelve" of={of.all.twelve_months} short />, <Cash key="lifetime" of={of.all.lifetime} short />, <Cash key="allowance" of={of.all.allowance} short />, share(of.all.coverage, locale)]}
          />
        </div>
      </section>
      <section className="card" aria-label={t('analyses.ifrs9.reasons')}>
        <Title order={3} size="h3">{t('analyses.ifrs9.reasons')}</Title>
        <Text size="sm" c="dimmed"><Definition of={of.staging} /></Text>
        <div className="card-table">
          <FigureTable
            label={t('analyses.ifrs9.reasons')} rows={of.reasons} rowKey={(each) => each.reason}
            columns={[
              { header: t('analyses.ifrs9.reason'), cell: (each) => <Anchor component="button" type="button" size="sm" onClick={() => open(each.stage, each.reason)}>{t(`analyses.ifrs9.because.${each.reason}`)}</Anchor> },
              { header: t('analyses.ifrs9.stageHeader'), cell: (each) => <Status tone={TONES[each.stage] ?? 'still'}>{t('analyses.ifrs9.stage', { stage: each.stage })}</Status> },
              { header: t('field.loans'), align: 'end', cell: (each) => count(each.loans, locale) },
              { header: t('field.amount'), align: 'end', cell: (each) => <Cash of={each.exposure} short /> },
              { header: t('analyses.ifrs9.allowance'), align: 'end', wide: true, cell: (each) => <Cash of={each.allowance} short /> },
            ]}
          />
        </div>
      </section>
      <p className="quiet">{of.probabilities}</p>
    </>
  )
}
