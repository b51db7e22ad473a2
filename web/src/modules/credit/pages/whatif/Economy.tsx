// Four states of the economy, in which two fifths of what defaults are lost.
import { Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { compact } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { exactly, rate, share } from '../../figures'
import { useAnalysis } from '../../frame/analysis'
import { Analysis } from '../../frame/Analysis'
import { FigureTable } from '../../frame/FigureTable'
import { usePageLink } from '../../frame/portfolio'
import { Cash } from '../../parts/Cash'
import { PlotCard } from '../parts/PlotCard'
import { scenarioName } from '../parts/scenarios'
import { greatest } from '../parts/series'
import { signed } from '../parts/signed'

export function Economy() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const page = usePageLink()
  const of = useAnalysis('/api/v1/portfolios/{id}/analytics/stress')
  return (
    <Analysis
      of={of} name={t('analyses.whatIf.kinds.economy')} files={false}
      title={(data) => {
        const worst = data.economies[greatest(data.economies.map((each) => each.loss_rate))]
        return worst ? t('analyses.stress.title', { name: scenarioName(worst.name, t), share: share(worst.loss_rate, locale, 1) }) : t('analyses.whatIf.kinds.economy')
      }}
    >
      {(data) => (
        <>
          <PlotCard
            title={t('analyses.stress.economies')} unit={t('analyses.stress.unit')} labelHeader={t('analyses.stress.scenario')} name="economies" rows amounts
            labels={data.economies.map((each) => scenarioName(each.name, t))} series={[{ key: 'loss', name: t('analyses.stress.loss'), tint: 'bad', values: data.economies.map((each) => Number(each.loss)) }]} format={(value) => compact(exactly(value), locale)}
          />
          <section className="card" aria-label={t('analyses.stress.scenarios')}>
            <Title order={3} size="h3">{t('analyses.whatIf.economyTable')}</Title>
            <Text size="sm" c="dimmed">{t('analyses.stress.economiesNote')}</Text>
            <div className="card-table">
              <FigureTable
                label={t('analyses.whatIf.economyTable')} rows={data.economies} rowKey={(each) => each.name} to={(each) => page('stress', { shift: each.shift, defaults: each.default_percent, recovery: each.recovery_percent })}
                columns={[
                  { header: t('analyses.stress.scenario'), cell: (each) => scenarioName(each.name, t) },
                  { header: t('analyses.stress.shiftShort'), align: 'end', wide: true, cell: (each) => signed(each.shift, locale) },
                  { header: t('analyses.overview.yield'), align: 'end', wide: true, cell: (each) => rate(each.rate_after, locale) },
                  { header: t('analyses.stress.defaultsShort'), align: 'end', cell: (each) => share(each.default_percent / 100, locale, 1) },
                  { header: t('analyses.stress.loss'), align: 'end', cell: (each) => <Cash of={each.loss} /> },
                  { header: t('analyses.stress.after'), align: 'end', wide: true, cell: (each) => <Cash of={each.value_after} /> },
                ]}
              />
            </div>
          </section>
        </>
      )}
    </Analysis>
  )
}
