// Filing a claim: which policy, what happened, and the papers, which follow once it is filed.
import { Alert, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem, Problem } from '@/kernel/api/problem'
import { formatDay, parseDate } from '@/kernel/dates'
import type { Field, Values } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { formatMoney, money, parseMoney } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { useClose } from '@/kernel/resource/RecordPanel'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { ChosenFiles, type Chosen } from './ChosenFiles'
import { ALL, type Claim, claimableQuery, type Policy, typeName } from './insurance'
import { claimNumber, objections, payable } from './rules'
import { sendDocument } from './upload'
import './words'

export function NewClaimPanel({ policy: wanted }: { policy?: number | undefined }) {
  const { t } = useTranslation('insurance')
  const close = useClose('/claims')
  const policies = useQuery(claimableQuery)
  return (
    <SidePanel title={t('claims.add')} page={t('claims.title')} onClose={close}>
      {policies.error && !policies.data ? <Failed error={policies.error} retry={() => void policies.refetch()} />
        : !policies.data ? <Lines count={6} />
          : policies.data.rows.length === 0 ? <Empty title={t('claims.noPolicies')} action={<Button component={Link} to="/policies/new">{t('policies.add')}</Button>} />
            : <FileClaim policies={policies.data.rows} wanted={wanted} close={close} />}
    </SidePanel>
  )
}

interface FileProps {
  policies: readonly Policy[]
  wanted?: number | undefined
  close: () => void
}

function FileClaim({ policies, wanted, close }: FileProps) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [policyId, setPolicyId] = useState(wanted ?? (policies.length === 1 ? policies[0]?.id : undefined))
  const [files, setFiles] = useState<readonly Chosen[]>([])
  const [filed, setFiled] = useState<Claim | null>(null)
  const [number] = useState(() => claimNumber(parseDate('today', locale) ?? ''))
  const [today] = useState(() => parseDate('today', locale) ?? '')
  const policy = policies.find((each) => each.id === policyId)

  const sendAll = async (claim: Claim) => {
    let all = true
    for (const chosen of files.filter((each) => !each.sent)) {
      const change = (part: Partial<Chosen>) => setFiles((now) => now.map((each) => (each.key === chosen.key ? { ...each, ...part } : each)))
      try {
        change({ percent: 0, problem: undefined })
        await sendDocument(claim.id, chosen.file, (percent) => change({ percent }))
        change({ sent: true })
      } catch (error) {
        all = false
        change({ problem: asProblem(error).message, percent: undefined })
      }
    }
    await refetch(queries, ALL)
    if (all) {
      told(t('claims.filed', { number: claim.claim_number }))
      await navigate({ to: '/claims/$id', params: { id: String(claim.id) } })
    }
  }
  const file = async (draft: Draft) => {
    if (!policy) throw new Problem(422, t('claims.choose'))
    const { data } = await client.POST('/api/v1/insurance/policies/{id}/claims', {
      params: { path: { id: policy.id } },
      body: {
        claim_number: given(draft, 'claim_number'), amount: given(draft, 'amount'),
        description: given(draft, 'description'), incident_date: given(draft, 'incident_date') || null,
      },
    })
    if (!data) return
    // From here on the claim exists: what fails is a document, and can be sent again.
    setFiled(data)
    await sendAll(data)
  }

  if (filed) {
    return (
      <>
        {files.some((each) => each.problem) && <Alert color="danger" variant="outline" role="alert" mb="md">{t('claims.filedPartly')}</Alert>}
        <ChosenFiles files={files} onChange={setFiles} fixed />
        <Group mt="md" gap="sm" justify="flex-end">
          {files.some((each) => each.problem) && <Button variant="default" onClick={() => void sendAll(filed)}>{t('claims.another')}</Button>}
          <Button component={Link} to={`/claims/${filed.id}`}>{t('claims.toClaim')}</Button>
        </Group>
      </>
    )
  }
  const fields: Field[] = [
    { name: 'amount', label: t('field.amount'), kind: 'money', required: true, description: t('claims.amountHint'), hint: (values) => policy && <AmountHint policy={policy} values={values} /> },
    { name: 'incident_date', label: t('field.incident'), kind: 'date', required: true, description: t('claims.incidentHint'), hint: (values) => policy && <DateHint policy={policy} values={values} /> },
    { name: 'description', label: t('field.description'), kind: 'lines', required: true },
    { name: 'claim_number', label: t('field.claimNumber'), kind: 'text', required: true, description: t('claims.numberHint') },
  ]
  return (
    <>
      <NativeSelect
        label={t('field.policy')} required value={policyId ?? ''} mb={4}
        onChange={(event) => setPolicyId(Number(event.currentTarget.value) || undefined)}
        data={[{ value: '', label: t('claims.choose') }, ...policies.map((each) => ({ value: String(each.id), label: `${each.policy_number}, ${typeName(each.policy_type)}` }))]}
      />
      <Text size="sm" c="dimmed" mb="md">
        {policy ? facts(policy) : '\u00a0'}
      </Text>
      <RecordForm
        fields={fields} submitLabel={t('claims.file')} onSubmit={file} onCancel={close}
        initial={{ amount: '', incident_date: today, description: '', claim_number: number }}
        extra={<ChosenFiles files={files} onChange={setFiles} />}
      />
    </>
  )

  function facts(of: Policy): string {
    const said = t('claims.policyFacts', {
      left: formatMoney(money(of.cover_left), locale), cover: formatMoney(money(of.coverage_amount), locale), currency: of.currency,
      from: formatDay(of.term_start, locale), to: formatDay(of.renewal_date, locale),
    })
    return of.deductible === null ? said : `${said} · ${t('claims.deductibleFact', { amount: formatMoney(money(of.deductible), locale) })}`
  }
}

interface HintProps {
  policy: Policy
  values: Values
}

/** What would be paid, or why the claim would be refused: the server decides. */
function AmountHint({ policy, values }: HintProps) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const loss = parseMoney(String(values.amount ?? ''), locale)
  if (loss === null) return null
  const above = objections(policy, loss, null).includes('above')
  const written = (amount: bigint) => `${formatMoney(amount, locale)} ${policy.currency}`
  return above
    ? <span style={{ color: 'var(--warn)' }}>{t('claims.above', { amount: written(money(policy.cover_left)) })}</span>
    : <>{t('claims.wouldPay', { amount: written(payable(loss, policy.deductible)) })}</>
}

function DateHint({ policy, values }: HintProps) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const [found] = objections(policy, null, parseDate(String(values.incident_date ?? ''), locale))
  if (!found || found === 'above') return null
  const date = formatDay(found === 'before' ? policy.start_date : policy.cancelled_on ?? policy.renewal_date, locale)
  return <span style={{ color: 'var(--warn)' }}>{t(`claims.${found}`, { date })}</span>
}
