// The report on paper: five types, nine sections that can be switched, as of the day and for the loans of the address.
import { Button, Checkbox, Group, NumberInput, Text, Title } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Query } from '@/kernel/api/types'
import { formatDay } from '@/kernel/dates'
import { save } from '@/kernel/download'
import { IconDownload } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { failed } from '@/kernel/toast'
import { today } from '../figures'
import { fileName, nameIn } from '../frame/name'
import { useChange } from '../frame/change'
import { usePortfolio } from '../frame/portfolio'
import { oneOf, useOwn } from './parts/own'
import { isUsual, PARTS, sectionsOf, TYPES } from './parts/report'
import './words'

const PATH = '/api/v1/portfolios/{id}/report'

export function ReportPage() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const own = useOwn()
  const { id, portfolio, filter, asOf, narrowed } = usePortfolio()
  const type = oneOf(own.type, TYPES)
  const chosen = sectionsOf(type, own.sections)
  const [busy, setBusy] = useState(false)
  const [top, setTop] = useState<number | string>(10)
  const make = async () => {
    setBusy(true)
    try {
      const lines = Math.min(100, Math.max(1, Math.round(Number(top)) || 10))
      const query = { ...filter, ...(asOf ? { as_of: asOf } : {}), type, sections: chosen.join(','), top: lines } as Query<typeof PATH>
      const { data, response } = await client.GET(PATH, { params: { path: { id }, query }, parseAs: 'blob' })
      if (data) save(nameIn(response) ?? fileName(portfolio.name, type, asOf ?? today(), 'pdf'), data as unknown as Blob)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  const toggle = (part: (typeof PARTS)[number], on: boolean) => {
    const next = PARTS.filter((each) => (each === part ? on : chosen.includes(each)))
    if (next.length > 0) change({ sections: isUsual(type, next) ? undefined : next.join(',') })
  }
  return (
    <section className="analysis" aria-label={t('page.report')}>
      <Title order={2} mb={4}>{t('analyses.report.title', { type: t(`analyses.report.types.${type}.name`), count: chosen.length })}</Title>
      <Text size="sm" c="dimmed" mb="md">{t(narrowed ? 'analyses.report.narrowed' : 'analyses.report.whole', { day: formatDay(asOf ?? today(), locale) })}</Text>
      <fieldset className="report-types">
        <legend>{t('analyses.report.type')}</legend>
        {TYPES.map((each) => (
          <label key={each} className="report-type">
            <input type="radio" name="report-type" value={each} checked={each === type} onChange={() => change({ type: each === TYPES[0] ? undefined : each, sections: undefined })} />
            <span><b>{t(`analyses.report.types.${each}.name`)}</b><small>{t(`analyses.report.types.${each}.hint`)}</small></span>
          </label>
        ))}
      </fieldset>
      <fieldset className="switches">
        <legend>{t('analyses.report.sections')}</legend>
        {PARTS.map((each) => (
          <Checkbox key={each} label={t(`analyses.report.parts.${each}.name`)} description={t(`analyses.report.parts.${each}.hint`)} checked={chosen.includes(each)} disabled={chosen.length === 1 && chosen.includes(each)} onChange={(event) => toggle(each, event.currentTarget.checked)} />
        ))}
      </fieldset>
      <Group mt="lg" align="flex-end">
        <NumberInput label={t('analyses.report.top')} value={top} onChange={setTop} min={1} max={100} w={160} allowDecimal={false} stepHoldDelay={400} stepHoldInterval={60} />
        <Button leftSection={<IconDownload />} loading={busy} onClick={() => void make()}>{t('analyses.report.make')}</Button>
        {!isUsual(type, chosen) && <Button variant="default" onClick={() => change({ sections: undefined })}>{t('analyses.report.usual')}</Button>}
      </Group>
    </section>
  )
}
