// Where a claim stands on its way, and who decided what.
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { type Claim, CLAIM_TONES, claimStatusName, decisionsQuery } from './insurance'
import { path } from './rules'

type Standing = Pick<Claim, 'status' | 'submitted_at' | 'reviewed_at' | 'paid_at'>

export function ClaimWay({ claim }: { claim: Standing }) {
  const { t } = useTranslation('insurance')
  const when = { pending: claim.submitted_at, approved: claim.reviewed_at, rejected: claim.reviewed_at, paid: claim.paid_at }
  return (
    <ol className="way" aria-label={t('claims.way')}>
      {path(claim.status).map(({ name, state }) => (
        <li key={name} data-name={name} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <b>{claimStatusName(name)}</b>
          {state === 'ahead' ? t('claims.ahead') : <Ago at={when[name]} />}
        </li>
      ))}
    </ol>
  )
}

export function Decisions({ claimId, currency }: { claimId: number; currency: string }) {
  const { t } = useTranslation('insurance')
  const { data, error, refetch } = useQuery(decisionsQuery(claimId))
  return (
    <section aria-label={t('claims.decisions')}>
      <Title order={3} mt="lg" mb={4}>{t('claims.decisions')}</Title>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={2} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('claims.noDecisions')}</Text> : (
        <ul className="timeline">
          {data.map((each) => (
            <li key={each.id}>
              <Status tone={CLAIM_TONES[each.decision]}>{claimStatusName(each.decision)}</Status>{' '}
              {each.amount !== null && <Cash of={each.amount} currency={currency} />}
              <Text size="sm" c="dimmed"><Ago at={each.decided_at} /> · <Private>{t('claims.by', { name: each.reviewer_name })}</Private></Text>
              {each.reason && <Text size="sm" className="told">{each.reason}</Text>}
              {each.reference && <Text size="sm">{t('claims.paidNote', { reference: each.reference })}</Text>}
              {each.override_reason && <Text size="sm">{t('claims.override', { reason: each.override_reason })}</Text>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
