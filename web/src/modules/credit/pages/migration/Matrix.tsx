// The matrix of migration as a heat map: better to the left of the diagonal, worse to its right. A cell opens its loans.
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '@/kernel/api/types'
import { useLocale } from '@/kernel/preferences'
import { gradeOf } from '../../credit'
import { count, share } from '../../figures'
import { heatOf, spanOf, wayOf } from './heat'

type Study = Answer<'/api/v1/portfolios/{id}/analytics/migration'>
type Line = Study['lines'][number]
type Cell = Line['cells'][number]

interface MatrixProps {
  of: Study
  show: 'shares' | 'counts' | 'intervals'
  open: (cell: string) => void
}

export function Matrix({ of, show, open }: MatrixProps) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const columns = spanOf(of.lines.flatMap((line) => [line.from, ...line.cells.filter((cell) => cell.to !== 'NR').map((cell) => cell.to)]))
  const own = of.lines.some((line) => line.withdrawn > 0)
  const said = (cell: Cell) => (show === 'counts' ? count(cell.count, locale) : share(cell.share, locale, cell.share < 0.1 ? 2 : 1))
  const last = of.lines.filter((line) => gradeOf(line.from) === 'investment').at(-1)?.from
  return (
    <div className="matrix-scroll" role="region" aria-label={t('analyses.migration.matrix')} tabIndex={0}>
      <table className="matrix" aria-label={t('analyses.migration.matrix')}>
        <thead>
          <tr>
            <th scope="col">{t('analyses.migration.fromTo')}</th>
            <th scope="col">{t('field.loans')}</th>
            {columns.map((rating) => <th key={rating} scope="col">{rating}</th>)}
            {own && <th scope="col" title={t('analyses.migration.kinds.withdrawn')}>NR</th>}
          </tr>
        </thead>
        <tbody>
          {of.lines.map((line) => (
            <tr key={line.from} className={line.from === last ? 'grade-line' : undefined}>
              <th scope="row">{line.from}</th>
              <td><span>{count(line.loans, locale)}</span></td>
              {columns.map((rating) => {
                const cell = line.cells.find((each) => each.to === rating)
                if (!cell || (cell.count === 0 && cell.share === 0)) return <td key={rating} data-way={rating === line.from ? 'stay' : undefined} style={{ '--heat': '0%' } as CSSProperties}><span> </span></td>
                const name = t('analyses.migration.cellName', { from: line.from, to: rating, count: cell.count, shown: count(cell.count, locale), share: share(cell.share, locale) })
                return (
                  <td key={rating} data-way={wayOf(line.from, rating)} style={{ '--heat': `${heatOf(cell.share)}%` } as CSSProperties}>
                    <button type="button" title={name} disabled={cell.count === 0} onClick={() => open(`${line.from}>${rating}`)}>
                      <span className="visually-late">{t('analyses.migration.way', { from: line.from, to: rating })} </span>
                      {said(cell)}
                      {show === 'intervals' && cell.low !== null && cell.low !== undefined && cell.high !== null && cell.high !== undefined && <small>{share(cell.low, locale, 1)} – {share(cell.high, locale, 1)}</small>}
                    </button>
                  </td>
                )
              })}
              {own && <td>{line.withdrawn > 0 ? <button type="button" onClick={() => open(`${line.from}>NR`)}><span className="visually-late">{t('analyses.migration.way', { from: line.from, to: 'NR' })} </span>{show !== 'counts' && line.withdrawn_share !== null && line.withdrawn_share !== undefined ? share(line.withdrawn_share, locale, 1) : count(line.withdrawn, locale)}</button> : <span> </span>}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
