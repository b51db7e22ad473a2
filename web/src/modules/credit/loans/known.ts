// The sectors and countries that are in use: what is typed can be written the same way.
import { useQueryClient } from '@tanstack/react-query'
import { type Loan, LOANS } from '../credit'
import { usePortfolio } from '../frame/portfolio'

/** From the pages of loans that are held; enough to suggest, and nothing is asked for it. */
export function useKnownWords(): { sectors: string[]; countries: string[] } {
  const queries = useQueryClient()
  const { id } = usePortfolio()
  const sectors = new Set<string>()
  const countries = new Set<string>()
  for (const [, page] of queries.getQueriesData<{ loans?: readonly Loan[] }>({ queryKey: ['get', LOANS, id] })) {
    for (const loan of page?.loans ?? []) {
      sectors.add(loan.sector)
      if (loan.country) countries.add(loan.country)
    }
  }
  return { sectors: [...sectors].sort(), countries: [...countries].sort() }
}
