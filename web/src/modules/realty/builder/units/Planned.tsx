// The homes that a plan would make, as they would stand.
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { compact, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { unitTypeName } from '../../realty'

type PlannedUnit = Answer<'/api/projects/{id}/units/generate', 'post'>['units'][number]

export function Planned({ units, label }: { units: readonly PlannedUnit[]; label: string }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const stacks = [...new Set(units.map((unit) => unit.stack))]
  const floors = [...new Set(units.map((unit) => unit.floor_number))].sort((one, other) => other - one)
  const found = new Map(units.map((unit) => [`${unit.floor_number}/${unit.stack}`, unit]))
  return (
    <div className="matrix-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="matrix" aria-label={label}>
        <thead><tr><th scope="col">{t('matrix.floorColumn')}</th>{stacks.map((stack) => <th key={stack} scope="col">{stack}</th>)}</tr></thead>
        <tbody>
          {floors.map((floor) => (
            <tr key={floor}>
              <th scope="row">{floor}</th>
              {stacks.map((stack) => {
                const unit = found.get(`${floor}/${stack}`)
                return (
                  <td key={stack}>
                    {unit && <div className="matrix-unit" data-status="available" data-still><b>{unit.unit_number}</b><span>{unitTypeName(unit.unit_type)}<i className="figure">{compact(money(unit.price), locale)}</i></span></div>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
