// The loans of a list as a file that opens in any spreadsheet.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { saveCsv } from '@/kernel/download'
import type { Export } from '@/kernel/table/column'
import { failed, told } from '@/kernel/toast'
import { type Loan, LOANS } from '../credit'
import { type List, listQuery } from './list'

const PART = 500
/** Beyond this a file made by the browser would take minutes. */
const MOST = 100_000

/** In the order of the template, so that what was exported can be loaded again. */
export const FILE_COLUMNS = [
  'loan_id', 'borrower', 'amount', 'rate', 'sector', 'maturity_date', 'credit_rating', 'status', 'country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio',
] as const satisfies readonly (keyof Loan)[]

export function fileRows(loans: readonly Loan[]): string[][] {
  return loans.map((loan) => FILE_COLUMNS.map((key) => String(loan[key] ?? '')))
}

export function exportsOf(id: number, list: List, total: number): Export[] {
  if (total === 0) return []
  return [{
    label: i18next.t('table.csv'),
    run: async () => {
      try {
        const rows: string[][] = [[...FILE_COLUMNS]]
        for (let skip = 0; skip < Math.min(total, MOST); skip += PART) {
          const { data } = await client.GET(LOANS, { params: { path: { id }, query: listQuery(list, skip, PART) } })
          rows.push(...fileRows(data?.loans ?? []))
          if ((data?.loans.length ?? 0) < PART) break
        }
        saveCsv('loans', rows)
        if (total > MOST) told(i18next.t('credit:loans.partly', { count: MOST }))
      } catch (error) {
        failed(error)
      }
    },
  }]
}
