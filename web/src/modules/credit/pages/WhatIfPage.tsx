// One thing changed at a time: all rates, the default of a rating, one borrower, or the economy.
import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useTranslation } from 'react-i18next'
import { useChange } from '../frame/change'
import { BorrowerChange } from './whatif/BorrowerChange'
import { Economy } from './whatif/Economy'
import { RateShift } from './whatif/RateShift'
import { RatingDefault } from './whatif/RatingDefault'
import { oneOf, useOwn } from './parts/own'
import './words'

const KINDS = ['rate', 'default', 'borrower', 'economy'] as const

export function WhatIfPage() {
  const { t } = useTranslation('credit')
  const change = useChange()
  const what = oneOf(useOwn().what, KINDS)
  return (
    <>
      <div className="choice-scroll no-print">
        <SegmentedControl
          mb="md" aria-label={t('analyses.whatIf.choose')} value={what} data={KINDS.map((value) => ({ value, label: t(`analyses.whatIf.kinds.${value}`) }))}
          onChange={(value) => change({ what: value === 'rate' ? undefined : value })}
        />
      </div>
      {what === 'rate' && <RateShift />}
      {what === 'default' && <RatingDefault />}
      {what === 'borrower' && <BorrowerChange />}
      {what === 'economy' && <Economy />}
    </>
  )
}
