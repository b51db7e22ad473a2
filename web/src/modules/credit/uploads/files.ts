// What kind of file is taken, and what one looks like.
import { saveCsv } from '@/kernel/download'
import type { LoadKind } from './shapes'

export const ACCEPT = '.csv,.xlsx,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type Unfit = 'wrongType' | 'empty'

/** Why a file will not do; the server looks again, at what it holds. */
export function unfit(file: Pick<File, 'name' | 'size'>): Unfit | null {
  if (!/\.(csv|xlsx)$/i.test(file.name)) return 'wrongType'
  return file.size === 0 ? 'empty' : null
}

const LOANS = [
  ['loan_id', 'borrower', 'amount', 'rate', 'sector', 'maturity_date', 'credit_rating', 'status', 'country', 'debt_to_equity', 'interest_coverage', 'leverage_ratio'],
  ['L-001', 'Northern Steel plc', '1000000.00', '5.50', 'Manufacturing', '2031-06-30', 'BBB+', 'Performing', 'United Kingdom', '1.80', '4.20', '2.90'],
  ['L-002', 'Harbour Foods Ltd', '250000.00', '6.25', 'Food', '2029-12-31', 'BB', 'Watch List', '', '', '', ''],
]
const RATINGS = [['loan_id', 'snapshot_date', 'credit_rating'], ['L-001', '2025-12-31', 'A-'], ['L-001', '2026-06-30', 'BBB+'], ['L-002', '2026-06-30', 'NR']]

/** The columns of a file, the needed ones first. */
export const COLUMNS: Record<LoadKind, { needed: readonly string[]; optional: readonly string[] }> = {
  loans: { needed: LOANS[0]?.slice(0, 8) ?? [], optional: LOANS[0]?.slice(8) ?? [] },
  ratings: { needed: RATINGS[0] ?? [], optional: [] },
}

export function saveTemplate(kind: LoadKind): void {
  saveCsv(`${kind}-template`, kind === 'loans' ? LOANS : RATINGS)
}

const STEP = 1000
/** Bytes in words: 1.2 MB. */
export function formatSize(bytes: number, locale: string): string {
  const power = bytes >= STEP ** 3 ? 3 : bytes >= STEP ** 2 ? 2 : bytes >= STEP ? 1 : 0
  const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[power] ?? 'byte'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: power > 1 ? 1 : 0 }).format(bytes / STEP ** power)
}
