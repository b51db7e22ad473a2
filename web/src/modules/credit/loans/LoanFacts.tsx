import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Ago, Day } from '@/kernel/Time'
import type { Loan } from '../credit'
import { decimal, partOf, rate, share } from '../figures'
import { loansLink, usePortfolio } from '../frame/portfolio'
import { Cash } from '../parts/Cash'

export function LoanFacts({ loan }: { loan: Loan }) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const { id, portfolio } = usePortfolio()
  const part = partOf(loan.amount, portfolio.total_exposure)
  // All of the borrower's, the sector's, the country's: whatever the list is narrowed to.
  const all = (filter: Record<string, string>) => loansLink(id, {}, filter)
  return (
    <dl className="facts">
      <dt>{t('field.borrower')}</dt><dd><Anchor component={Link} inherit to={all({ borrower: loan.borrower })}><Private>{loan.borrower}</Private></Anchor></dd>
      <dt>{t('field.amount')}</dt><dd><b><Cash of={loan.amount} /></b>{part !== null && <span className="aside"> {t('loan.part', { share: share(part, locale) })}</span>}</dd>
      <dt>{t('loan.rate')}</dt><dd className="figure">{rate(loan.rate, locale)}</dd>
      <dt>{t('field.maturity')}</dt><dd><Day on={loan.maturity_date} /></dd>
      <dt>{t('field.sector')}</dt><dd><Anchor component={Link} inherit to={all({ sector: loan.sector })}>{loan.sector}</Anchor></dd>
      <dt>{t('field.country')}</dt><dd>{loan.country ? <Anchor component={Link} inherit to={all({ country: loan.country })}>{loan.country}</Anchor> : '—'}</dd>
      <dt>{t('field.debtToEquity')}</dt><dd className="figure">{decimal(loan.debt_to_equity, locale)}</dd>
      <dt>{t('field.interestCoverage')}</dt><dd className="figure">{decimal(loan.interest_coverage, locale)}</dd>
      <dt>{t('field.leverage')}</dt><dd className="figure">{decimal(loan.leverage_ratio, locale)}</dd>
      <dt>{t('field.created')}</dt><dd><Ago at={loan.created_at} /></dd>
      <dt>{t('field.updated')}</dt><dd><Ago at={loan.updated_at} /></dd>
    </dl>
  )
}
