// Who changed what of a loan, for those who may read the audit log.
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { changes } from './trail'

const AUDIT = 'identity:audit'
const NAMES = {
  borrower: 'borrower', amount: 'amount', rate: 'rate', sector: 'sector', maturity_date: 'maturity', credit_rating: 'rating', status: 'status', country: 'country', debt_to_equity: 'debtToEquity',
  interest_coverage: 'interestCoverage', leverage_ratio: 'leverage', loan_id: 'loanId',
} as const
const ACTIONS = { create_loan: 'created', update_loan: 'updated', delete_loan: 'deleted' } as const

export function LoanTrail({ loan }: { loan: number }) {
  return useCan()(AUDIT) ? <Trail loan={loan} /> : null
}

function Trail({ loan }: { loan: number }) {
  const { t } = useTranslation('credit')
  const { data, error, refetch: again } = useQuery($api.queryOptions('get', '/api/admin/audit-logs', { params: { query: { target: `loan:${loan}`, page_size: 50 } } }, { staleTime: 0 }))
  const name = (field: string) => (field in NAMES ? t(`field.${NAMES[field as keyof typeof NAMES]}`) : field.replaceAll('_', ' '))
  const action = (word: string) => (word in ACTIONS ? t(`trail.${ACTIONS[word as keyof typeof ACTIONS]}`) : word.replaceAll('_', ' '))
  return (
    <section className="loan-part" aria-label={t('trail.title')}>
      <Title order={3} mb="xs">{t('trail.title')}</Title>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error && <Lines count={3} />}
      {data?.logs.length === 0 && <Text size="sm" c="dimmed">{t('trail.none')}</Text>}
      <ol className="timeline">
        {data?.logs.map((log) => {
          const rows = log.action === 'update_loan' ? changes(log.before, log.after) : []
          return (
            <li key={log.id}>
              <Text size="sm" fw={600}>{action(log.action)}</Text>
              <Text size="sm" c="dimmed"><Private>{log.admin_name}</Private> · <Ago at={log.timestamp} /></Text>
              {rows.length > 0 && (
                <ul className="from-to">
                  {rows.map(({ field, from, to }) => <li key={field}>{name(field)}: <Private><del>{from ?? '—'}</del> → <ins>{to ?? '—'}</ins></Private></li>)}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
