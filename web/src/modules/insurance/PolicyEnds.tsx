// The end of a term: renewing a policy, or cancelling it with what goes back.
import { Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { formatDay, parseDate } from '@/kernel/dates'
import type { Values } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { ALL, type Policy } from './insurance'

interface EndProps {
  policy: Policy
  done: () => void
}

export function RenewPolicy({ policy, done }: EndProps) {
  const { t } = useTranslation('insurance')
  const queries = useQueryClient()
  const locale = useLocale()
  const renew = async (draft: Draft) => {
    const { data } = await client.POST('/api/v1/insurance/policies/{id}/renew', {
      params: { path: { id: policy.id } },
      body: { premium: given(draft, 'premium') || null, renewal_date: given(draft, 'renewal_date') || null },
    })
    await refetch(queries, ALL)
    if (data) told(t('policies.renewed', { name: policy.policy_number, date: formatDay(data.renewal_date, locale) }))
    done()
  }
  return (
    <section className="decide" aria-label={t('policies.renewTitle')}>
      <Title order={3}>{t('policies.renewTitle')}</Title>
      <Text size="sm" c="dimmed" mb="sm">{t('policies.renewText', { date: formatDay(policy.renewal_date, locale) })}</Text>
      <RecordForm
        submitLabel={t('policies.renew')} onSubmit={renew} onCancel={done} initial={{ premium: '', renewal_date: '' }}
        fields={[
          { name: 'premium', label: t('policies.renewPremium'), kind: 'money', description: formatMoney(money(policy.premium), locale) },
          { name: 'renewal_date', label: t('policies.renewEnd'), kind: 'date' },
        ]}
      />
    </section>
  )
}

export function CancelPolicy({ policy, done }: EndProps) {
  const { t } = useTranslation('insurance')
  const queries = useQueryClient()
  const locale = useLocale()
  const [began] = useState(() => parseDate('today', locale) ?? '')
  const cancel = async (draft: Draft) => {
    const { data } = await client.POST('/api/v1/insurance/policies/{id}/cancel', {
      params: { path: { id: policy.id } },
      body: { effective_date: given(draft, 'effective_date') || null, reason: given(draft, 'reason') || null },
    })
    await refetch(queries, ALL)
    if (data) told(t('policies.cancelled', { name: policy.policy_number, amount: `${formatMoney(money(data.refund), locale)} ${data.currency}` }))
    done()
  }
  return (
    <section className="decide" aria-label={t('policies.cancelTitle')}>
      <Title order={3}>{t('policies.cancelTitle')}</Title>
      <Text size="sm" c="dimmed" mb="sm">{t('policies.cancelText')}</Text>
      <RecordForm
        danger submitLabel={t('policies.cancelDo')} onSubmit={cancel} onCancel={done} initial={{ effective_date: began, reason: '' }}
        fields={[
          { name: 'effective_date', label: t('policies.cancelFrom'), kind: 'date', required: true, hint: (values) => <Preview policy={policy} values={values} /> },
          { name: 'reason', label: t('policies.cancelWhy'), kind: 'lines' },
        ]}
      />
    </section>
  )
}

/** What goes back, for the day that is being typed. */
function Preview({ policy, values }: { policy: Policy; values: Values }) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const date = parseDate(String(values.effective_date ?? ''), locale)
  const { data, error } = useQuery($api.queryOptions(
    'get', '/api/v1/insurance/policies/{id}/cancellation', { params: { path: { id: policy.id }, query: date ? { date } : {} } },
    { enabled: date !== null, placeholderData: keepPreviousData },
  ))
  if (!date) return <>{t('policies.previewUnread')}</>
  if (error) return <span role="alert" style={{ color: 'var(--bad)' }}>{asProblem(error).message}</span>
  if (!data) return null
  // Spans, because a hint stands in a paragraph.
  const line = (label: string, amount: number) => <span><span>{label}</span><Cash of={amount} currency={data.currency} /></span>
  return (
    <span className="sums" role="group" aria-label={t('policies.preview')}>
      {line(t('policies.previewDays', { left: data.unexpired_days, days: data.term_days }), data.premium)}
      {line(t('policies.previewEarned'), data.earned)}
      {line(t('policies.previewRefund'), data.refund)}
    </span>
  )
}
