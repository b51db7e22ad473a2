import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type MatrixUnit, unitStatusName, unitTypeName } from '../../realty'
import { Cash } from '@/kernel/Cash'

interface HomesProps {
  units: readonly MatrixUnit[]
  currency?: string | undefined
  chosen: number | null
  onChoose?: (unit: MatrixUnit) => void
}

/** The homes of the model as a list: for the keyboard, and for whoever can't see the model. */
export function Homes({ units, currency, chosen, onChoose }: HomesProps) {
  const { t } = useTranslation('realty')
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const box = list.current
    const at = box?.querySelector<HTMLElement>('[aria-current="true"]')
    // Only the list itself scrolls, never the page around it.
    if (box && at) box.scrollTop = at.offsetTop - box.clientHeight / 2
  }, [chosen])
  return (
    <ul className="viewer-homes" aria-label={t('customer.viewer.homes')} ref={list} tabIndex={0}>
      {units.map((each) => (
        <li key={each.id}>
          <UnstyledButton aria-current={each.id === chosen} disabled={!onChoose} onClick={() => onChoose?.(each)}>
            <i className="viewer-swatch" data-status={each.status} aria-hidden="true" />
            <b>{each.unit_number}</b>
            <span>{unitTypeName(each.unit_type)}<small>{unitStatusName(each.status)}</small></span>
            <Cash of={each.price} currency={currency} short />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
