// The homes of a development as they stand above and beside each other, coloured by how they stand, live.
import { Text, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compact, formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { type Matrix, type MatrixUnit, UNIT_STATUSES, type UnitStatus, unitStatusName, unitTypeName } from '../realty'
import { step } from './grid'
import '../realty.css'

interface UnitMatrixProps {
  matrix: Matrix
  label: string
  openId?: number | null
  onOpen: (unit: MatrixUnit) => void
  /** Homes of which this is not true fade. */
  shown?: (unit: MatrixUnit) => boolean
  /** Homes marked for doing something with several; Ctrl or Shift and a click marks. */
  marked?: ReadonlySet<number>
  onMark?: (marked: ReadonlySet<number>) => void
}

export function UnitMatrix({ matrix, label, openId, onOpen, shown, marked, onMark }: UnitMatrixProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const body = useRef<HTMLTableSectionElement>(null)
  const { columns, floors } = matrix
  const fresh = useFresh(matrix)
  const first = floors[0]?.units[0]?.id
  const [at, setAt] = useState<number | undefined>(undefined)
  const known = at !== undefined && floors.some((floor) => floor.units.some((unit) => unit.id === at))
  const entry = known ? at : openId ?? first

  const move = (event: KeyboardEvent) => {
    const to = step(matrix, entry, event.key)
    if (to === undefined) return
    event.preventDefault()
    setAt(to)
    body.current?.querySelector<HTMLElement>(`[data-unit="${to}"]`)?.focus()
  }
  const click = (unit: MatrixUnit, several: boolean) => {
    setAt(unit.id)
    if (!onMark || !several) return onOpen(unit)
    const next = new Set(marked)
    if (!next.delete(unit.id)) next.add(unit.id)
    onMark(next)
  }
  return (
    <div className="matrix-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="matrix" aria-label={label}>
        <thead>
          <tr><th scope="col">{t('matrix.floorColumn')}</th>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {floors.map((floor) => (
            <tr key={floor.floor_number}>
              <th scope="row">{floor.floor_number}</th>
              {columns.map((column) => (
                <td key={column}>
                  {floor.units.filter((unit) => unit.column === column).map((unit) => (
                    <button
                      key={unit.id} type="button" className="matrix-unit" data-unit={unit.id} data-status={unit.status} tabIndex={unit.id === entry ? 0 : -1}
                      aria-current={unit.id === openId ? 'true' : undefined} data-faded={(shown && !shown(unit)) || undefined}
                      data-marked={marked?.has(unit.id) || undefined} data-fresh={fresh.has(unit.id) || undefined}
                      onClick={(event) => click(unit, event.ctrlKey || event.metaKey || event.shiftKey)}
                    >
                      <b>{unit.unit_number}</b>
                      <span>{unitTypeName(unit.unit_type)}<i className="figure" data-private>{compact(money(unit.price), locale)}</i></span>
                      <VisuallyHidden>{[
                        t('matrix.floor', { floor: unit.floor_number }), formatMoney(money(unit.price), locale), unitStatusName(unit.status), ...(marked?.has(unit.id) ? [t('matrix.marked')] : []),
                      ].join(', ')}</VisuallyHidden>
                    </button>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Homes that stand otherwise than a moment ago: they light up once. */
function useFresh(matrix: Matrix): ReadonlySet<number> {
  const before = useRef<ReadonlyMap<number, UnitStatus> | null>(null)
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set())
  useEffect(() => {
    const now = new Map(matrix.floors.flatMap((floor) => floor.units.map((unit) => [unit.id, unit.status] as const)))
    const old = before.current
    before.current = now
    if (!old) return
    const changed = [...now].filter(([id, status]) => old.has(id) && old.get(id) !== status).map(([id]) => id)
    if (changed.length > 0) setFresh(new Set(changed))
  }, [matrix])
  useEffect(() => {
    if (fresh.size === 0) return
    const timer = window.setTimeout(() => setFresh(new Set()), 2500)
    return () => window.clearTimeout(timer)
  }, [fresh])
  return fresh
}

interface UnitLegendProps {
  matrix: Matrix
  shown: UnitStatus | null
  onShow: (status: UnitStatus | null) => void
}

/** What the colours mean, how many homes stand so, and a way to see only these. */
export function UnitLegend({ matrix, shown, onShow }: UnitLegendProps) {
  const { t } = useTranslation('realty')
  const count = (status: UnitStatus) => matrix.totals.find((each) => each.status === status)?.units ?? 0
  return (
    <>
      <ul className="unit-legend" aria-label={t('matrix.legend')}>
        {UNIT_STATUSES.map((status) => (
          <li key={status}>
            <button type="button" data-status={status} aria-pressed={shown === status} onClick={() => onShow(shown === status ? null : status)}>
              {unitStatusName(status)} <b>{count(status)}</b>
            </button>
          </li>
        ))}
      </ul>
      {matrix.unlisted_available > 0 && <Text size="sm" c="dimmed" mb="sm">{t('matrix.unlisted', { count: matrix.unlisted_available })}</Text>}
    </>
  )
}
