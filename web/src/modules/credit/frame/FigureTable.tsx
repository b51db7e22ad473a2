// A short table of figures: each line opens the loans that make it.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface FigureColumn<Row> {
  header: string
  cell: (row: Row) => ReactNode
  align?: 'end'
  /** Left out on narrow screens. */
  wide?: boolean
}

interface FigureTableProps<Row> {
  label: string
  columns: readonly FigureColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Where the first cell of a line leads, such as `useLoansLink()(row.filter)`. */
  to?: (row: Row) => string | undefined
  footer?: readonly ReactNode[]
  /** Scrolls within itself. */
  short?: boolean
}

export function FigureTable<Row>({ label, columns, rows, rowKey, to, footer, short }: FigureTableProps<Row>) {
  return (
    <div className="table-block">
      <div className={short ? 'table-scroll short' : 'table-scroll'} role="region" aria-label={label} tabIndex={0}>
        <table className="data-table" aria-label={label}>
          <thead><tr>{columns.map(({ header, align, wide }) => <th key={header} scope="col" data-end={align} data-wide={wide || undefined}>{header}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => {
              const link = to?.(row)
              return (
                <tr key={rowKey(row)}>
                  {columns.map(({ header, cell, align, wide }, at) => (
                    <td key={header} data-end={align} data-wide={wide || undefined}>{at === 0 && link ? <Link to={link} className="row-link">{cell(row)}</Link> : cell(row)}</td>
                  ))}
                </tr>
              )
            })}
          </tbody>
          {footer && <tfoot><tr>{columns.map(({ header, align, wide }, at) => <td key={header} data-end={align} data-wide={wide || undefined}>{footer[at]}</td>)}</tr></tfoot>}
        </table>
      </div>
    </div>
  )
}
