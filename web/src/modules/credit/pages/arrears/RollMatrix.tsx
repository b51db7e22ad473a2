// From which bucket into which loans rolled, as a heat map: to the right of the diagonal they are later than before.
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { count, share } from '../../figures'
import { heatOf } from '../migration/heat'

type Arrears = Answer<'/api/v1/credit/arrears', 'post'>
type Roll = NonNullable<Arrears['roll']>

interface RollMatrixProps {
  buckets: readonly string[]
  cells: Roll['cells']
  by: 'balance' | 'loans'
  /** `31–60>61–90`; the second is empty for those that left. */
  open: (cell: string) => void
}

export function RollMatrix({ buckets, cells, by, open }: RollMatrixProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const columns: (string | null)[] = [...buckets, null]
  const name = t('analyses.arrears.matrix')
  return (
    <div className="matrix-scroll" role="region" aria-label={name} tabIndex={0}>
      <table className="matrix" aria-label={name}>
        <thead>
          <tr><th scope="col">{t('analyses.arrears.fromTo')}</th>{columns.map((to) => <th key={to ?? 'left'} scope="col">{to ?? t('analyses.arrears.left')}</th>)}</tr>
        </thead>
        <tbody>
          {buckets.map((from, line) => (
            <tr key={from}>
              <th scope="row">{from}</th>
              {columns.map((to, at) => {
                const cell = cells.find((each) => each.from === from && (each.to ?? null) === to)
                const way = to === null ? undefined : at === line ? 'stay' : at < line ? 'up' : 'down'
                if (!cell) return <td key={to ?? 'left'} data-way={way} style={{ '--heat': '0%' } as CSSProperties}><span> </span></td>
                const rate = by === 'loans' ? cell.rate : cell.rate_by_balance
                return (
                  <td key={to ?? 'left'} data-way={way} style={{ '--heat': `${heatOf(rate)}%` } as CSSProperties}>
                    <button type="button" onClick={() => open(`${from}>${to ?? ''}`)}>
                      <span className="visually-late">{t('analyses.migration.way', { from, to: to ?? t('analyses.arrears.left') })} </span>
                      {share(rate, locale, 1)}
                      <small>{t('analyses.loans', { count: cell.loans, shown: count(cell.loans, locale) })}</small>
                    </button>
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
