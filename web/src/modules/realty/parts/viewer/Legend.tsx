import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type MatrixUnit, type UnitStatus, unitStatusName } from '../../realty'

interface LegendProps {
  statuses: readonly UnitStatus[]
  units: readonly MatrixUnit[]
  only: UnitStatus | null
  onOnly: (status: UnitStatus | null) => void
}

/** What the colours mean; each looks for its own homes. */
export function Legend({ statuses, units, only, onOnly }: LegendProps) {
  const { t } = useTranslation('realty')
  return (
    <div className="viewer-legend" role="group" aria-label={t('customer.viewer.legend')}>
      {statuses.map((status) => {
        const count = units.filter((each) => each.status === status).length
        return (
          <UnstyledButton key={status} aria-pressed={only === status} disabled={count === 0} onClick={() => onOnly(only === status ? null : status)}>
            <i className="viewer-swatch" data-status={status} aria-hidden="true" />{unitStatusName(status)} <span className="figure">{count}</span>
          </UnstyledButton>
        )
      })}
    </div>
  )
}
