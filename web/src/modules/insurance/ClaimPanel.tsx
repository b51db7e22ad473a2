// One claim, as its holder sees it.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Body } from '@/kernel/api/types'
import { useCan, useMe } from '@/kernel/auth/session'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { told } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { ClaimWay, Decisions } from './ClaimWay'
import { Documents } from './Documents'
import { ALL, CLAIM, CLAIM_TONES, claimQuery, claimStatusName, type Claim, type Held, reviewQuery, typeName } from './insurance'
import './words'

export function ClaimPanel({ id }: { id: number }) {
  const { t } = useTranslation('insurance')
  const close = useClose('/claims')
  const { data, error, refetch: again } = useQuery(claimQuery(id))
  return (
    <SidePanel
      title={data?.row.claim_number ?? t('claims.one')} page={t('claims.title')} onClose={close}
      subtitle={data && <Status tone={CLAIM_TONES[data.row.status]}>{claimStatusName(data.row.status)}</Status>}
    >
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error ? <Lines count={8} /> : null}
      {data && <Shown held={data} />}
    </SidePanel>
  )
}

function Shown({ held }: { held: Held<Claim> }) {
  const { t } = useTranslation('insurance')
  const claim = held.row
  const me = useMe()
  const can = useCan()
  const [changing, setChanging] = useState(false)
  const own = claim.user_id === me.id
  const mayChange = own && claim.status === 'pending' && can('insurance:write')
  const cash = (of: number | null) => <Cash of={of} currency={claim.currency} />
  return (
    <>
      <ClaimWay claim={claim} />
      {can('insurance:review') && !own && <Beside id={claim.id} />}
      {changing ? <ChangeClaim held={held} done={() => setChanging(false)} /> : (
        <>
          <dl className="facts">
            <dt>{t('field.amount')}</dt><dd>{cash(claim.amount)}</dd>
            {claim.approved_amount !== null && <><dt>{t('field.approved')}</dt><dd>{cash(claim.approved_amount)}</dd></>}
            {claim.payable_amount !== null && <><dt>{t('field.payable')}</dt><dd><b>{cash(claim.payable_amount)}</b></dd></>}
            {claim.payment_reference && <><dt>{t('field.reference')}</dt><dd>{claim.payment_reference}</dd></>}
            <dt>{t('field.policy')}</dt><dd><Anchor component={Link} inherit to={`/policies/${claim.policy_id}`}>{claim.policy_number}</Anchor>, {typeName(claim.policy_type)}</dd>
            <dt>{t('field.incident')}</dt><dd><Day on={claim.incident_date} /></dd>
            <dt>{t('field.description')}</dt><dd className="told"><Private>{claim.description}</Private></dd>
            <dt>{t('field.submitted')}</dt><dd><Ago at={claim.submitted_at} /></dd>
            {claim.override_reason && <><dt>{t('review.flag.override')}</dt><dd>{claim.override_reason}</dd></>}
          </dl>
          {mayChange && <Button variant="default" onClick={() => setChanging(true)}>{t('claims.change')}</Button>}
        </>
      )}
      <Documents claimId={claim.id} mayChange={mayChange} />
      <Decisions claimId={claim.id} currency={claim.currency} />
    </>
  )
}

/** For those who review: the way to do so, and what it may be a duplicate of. */
function Beside({ id }: { id: number }) {
  const { t } = useTranslation('insurance')
  const { data } = useQuery(reviewQuery(id))
  return (
    <Group mb="md" gap="sm">
      <Button component={Link} to={`/claims-review/${id}`}>{t('claims.review')}</Button>
      {data && data.possible_duplicates.length > 0 && (
        <Text size="sm">{t('claims.duplicates')} {data.possible_duplicates.map((other) => <Anchor component={Link} inherit key={other} to={`/claims/${other}`}>#{other} </Anchor>)}</Text>
      )}
    </Group>
  )
}

function ChangeClaim({ held, done }: { held: Held<Claim>; done: () => void }) {
  const { t } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [{ row, etag }, setBegan] = useState(held)
  const save = async (draft: Draft, changed: ReadonlySet<string>) => {
    const body = Object.fromEntries(Object.entries(draft).filter(([name]) => changed.has(name))) as Body<typeof CLAIM, 'patch'>
    await client.PATCH(CLAIM, { params: { path: { id: row.id } }, body, headers: etag ? { 'If-Match': etag } : {} })
    told(t('claims.changed'))
    await refetch(queries, ALL)
    done()
  }
  const fields: Field[] = [
    { name: 'amount', label: t('field.amount'), kind: 'money', required: true, description: t('claims.amountHint') },
    { name: 'incident_date', label: t('field.incident'), kind: 'date', required: true, description: t('claims.incidentHint') },
    { name: 'description', label: t('field.description'), kind: 'lines', required: true },
    { name: 'claim_number', label: t('field.claimNumber'), kind: 'text', required: true },
  ]
  return (
    <RecordForm
      fields={fields} submitLabel={plain('save')} onSubmit={save} onCancel={done} onReload={() => setBegan(held)}
      initial={{ amount: formatMoney(money(row.amount), locale()), incident_date: row.incident_date, description: row.description, claim_number: row.claim_number }}
    />
  )
}
