// One policy: its cover, its claims, and changing it.
import { Anchor, Button, Group, Tabs, Text } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan, useMe } from '@/kernel/auth/session'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { read } from '@/kernel/form/read'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { useRemove } from '@/kernel/resource/ResourcePage'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { undoable } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { ALL, CLAIM_TONES, claimStatusName, type Held, POLICY_TONES, type Policy, policyQuery, policyStatusName, typeName, wholeList } from './insurance'
import { Meter } from '@/kernel/Meter'
import { daysTo, policies } from './policies'
import { CancelPolicy, RenewPolicy } from './PolicyEnds'
import { coverLeft, coverTone, earned } from './rules'
import './words'

export type PolicyTab = 'cover' | 'claims' | 'change'

interface PolicyPanelProps {
  id: number
  tab: PolicyTab
  /** Beside the list of all policies it is only looked at: what concerns a policy is its holder's to do. */
  inBook?: boolean
}

export function PolicyPanel({ id, tab, inBook = false }: PolicyPanelProps) {
  const { t } = useTranslation('insurance')
  const me = useMe()
  const mayWrite = useCan()('insurance:write')
  const navigate = useNavigate()
  const [ending, setEnding] = useState<'renew' | 'cancel' | null>(null)
  // The tab is this record's: the list, and the next record from it, begin anew.
  const close = () => void navigate({ to: inBook ? '/all-policies' : '/policies', search: ((before: object) => ({ ...before, tab: undefined })) as never })
  const found = useQuery(policyQuery(id))
  const { data } = found
  const go = (next: string | null) =>
    void navigate({ to: '.', search: ((before: object) => ({ ...before, tab: next === 'cover' ? undefined : next })) as never, replace: true, resetScroll: false })
  const own = data?.row.user_id === me.id && mayWrite && !inBook
  return (
    <SidePanel
      title={data?.row.policy_number ?? t('policies.one')} page={inBook ? t('book.title') : t('policies.title')} onClose={close}
      subtitle={data && <Group gap="sm"><Status tone={POLICY_TONES[data.row.status]}>{policyStatusName(data.row.status)}</Status><Text size="sm" c="dimmed">{typeName(data.row.policy_type)} · <Private>{data.row.holder}</Private></Text></Group>}
    >
      {found.error && !data ? <Failed error={found.error} retry={() => void found.refetch()} /> : null}
      {!data && !found.error ? <Lines count={8} /> : null}
      {data && (
        <Tabs value={tab} keepMounted={false} onChange={go}>
          <Tabs.List mb="md">
            <Tabs.Tab value="cover">{t('policies.cover')}</Tabs.Tab>
            <Tabs.Tab value="claims">{t('policies.claims')}</Tabs.Tab>
            {own && data.row.status !== 'cancelled' && <Tabs.Tab value="change">{t('policies.change')}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="cover">
            {ending === 'renew' && own && <RenewPolicy policy={data.row} done={() => setEnding(null)} />}
            {ending === 'cancel' && own && <CancelPolicy policy={data.row} done={() => setEnding(null)} />}
            {inBook && <Holder policy={data.row} />}
            <Cover policy={data.row} own={own && ending === null} end={setEnding} />
          </Tabs.Panel>
          <Tabs.Panel value="claims"><PolicyClaims policy={data.row} own={own} inBook={inBook} /></Tabs.Panel>
          <Tabs.Panel value="change"><Change key={data.row.id} held={data} close={close} /></Tabs.Panel>
        </Tabs>
      )}
    </SidePanel>
  )
}

/** Whose it is, and the way to all that he holds. */
function Holder({ policy }: { policy: Policy }) {
  const { t } = useTranslation('insurance')
  return (
    <dl className="facts">
      <dt>{t('field.holder')}</dt>
      <dd>
        <Private>{policy.holder}</Private>
        {policy.user_id === null
          ? <Text size="sm" c="dimmed">{t('book.holderGone')}</Text>
          : <div><Anchor component={Link} size="sm" to="/all-policies" search={{ holder_id: String(policy.user_id) } as never}>{t('book.ofHolder')}</Anchor></div>}
      </dd>
    </dl>
  )
}

function Cover({ policy, own, end }: { policy: Policy; own: boolean; end: (how: 'renew' | 'cancel') => void }) {
  const { t } = useTranslation('insurance')
  const name = policy.policy_number
  const cash = (of: number | null) => <Cash of={of} currency={policy.currency} />
  const inForce = policy.status === 'active'
  return (
    <>
      <dl className="facts">
        <dt>{t('field.coverLeft')}</dt>
        <dd>
          <Meter label={t('policies.coverLeftOf', { name, percent: coverLeft(policy) })} percent={coverLeft(policy)} tone={coverTone(policy)} />
          <Text size="sm">{cash(policy.cover_left)} <Text span size="sm" c="dimmed">/ {cash(policy.coverage_amount)}</Text></Text>
          <Text size="sm" c="dimmed">{policy.claims_open > 0
            ? <>{t('policies.pendingClaims', { count: policy.claims_open })}: {cash(policy.claims_open_amount)}</>
            : t('policies.noPending')}</Text>
        </dd>
        <dt>{t('field.deductible')}</dt><dd>{cash(policy.deductible)}</dd>
        <dt>{t('field.premium')}</dt>
        <dd>
          {cash(policy.premium)}
          <Meter label={t('policies.earnedOf', { name, percent: earned(policy) })} percent={earned(policy)} />
          <Text size="sm">{t('field.earned')}: {cash(policy.earned_premium)}</Text>
          <Text size="sm">{t('field.unearned')}: {cash(policy.unearned_premium)}</Text>
        </dd>
        <dt>{t('field.term')}</dt><dd><Day on={policy.term_start} /> – <Day on={policy.renewal_date} /></dd>
        {policy.status === 'cancelled'
          ? <><dt>{t('policyStatus.cancelled')}</dt><dd><Day on={policy.cancelled_on} /></dd><dt>{t('policies.refund')}</dt><dd>{cash(policy.refund)}</dd>{policy.cancel_reason && <><dt>{t('policies.cancelReason')}</dt><dd>{policy.cancel_reason}</dd></>}</>
          : <><dt>{t('field.renewal')}</dt><dd><Day on={policy.renewal_date} /> <Text span size="sm" c="dimmed">{daysTo(policy.days_to_renewal)}</Text></dd></>}
        <dt>{t('field.start')}</dt><dd><Day on={policy.start_date} /></dd>
        <dt>{t('field.created')}</dt><dd><Ago at={policy.created_at} /></dd>
        {policy.updated_at && <><dt>{t('field.changed')}</dt><dd><Ago at={policy.updated_at} /></dd></>}
      </dl>
      {own && (
        <Group gap="sm">
          {inForce && <Button component={Link} to="/claims/new" search={{ policy: policy.id } as never}>{t('policies.fileClaim')}</Button>}
          {policy.status !== 'cancelled' && <Button variant="default" onClick={() => end('renew')}>{t('policies.renew')}</Button>}
          {inForce && <Button variant="outline" color="danger" onClick={() => end('cancel')}>{t('policies.cancel')}</Button>}
        </Group>
      )}
    </>
  )
}

function PolicyClaims({ policy, own, inBook }: { policy: Policy; own: boolean; inBook: boolean }) {
  const { t } = useTranslation('insurance')
  const claims = useQuery({
    queryKey: ['get', '/api/v1/insurance/policies/{id}/claims', policy.id] as const,
    queryFn: ({ signal }) => wholeList((page) => client.GET('/api/v1/insurance/policies/{id}/claims', { params: { path: { id: policy.id }, query: page }, signal })),
  })
  if (claims.error && !claims.data) return <Failed error={claims.error} retry={() => void claims.refetch()} />
  if (!claims.data) return <Lines />
  const file = own && policy.status === 'active' && <Button component={Link} to="/claims/new" search={{ policy: policy.id } as never}>{t('policies.fileClaim')}</Button>
  if (claims.data.rows.length === 0) return <Empty title={t('policies.noClaims')} action={file} />
  return (
    <>
      <ul className="timeline">
        {claims.data.rows.map((claim) => (
          <li key={claim.id}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Anchor component={Link} inherit {...(inBook ? { to: `/claims-review/${claim.id}`, search: { show: 'every' } as never } : { to: `/claims/${claim.id}` })}>{claim.claim_number}</Anchor>
                <Text size="sm" c="dimmed">{claim.description}</Text>
              </div>
              <div style={{ textAlign: 'end' }}>
                <Cash of={claim.amount} currency={claim.currency} />
                <div><Status tone={CLAIM_TONES[claim.status]}>{claimStatusName(claim.status)}</Status></div>
              </div>
            </Group>
          </li>
        ))}
      </ul>
      {file}
    </>
  )
}

function Change({ held, close }: { held: Held<Policy>; close: () => void }) {
  const { t } = useTranslation('insurance')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const remove = useRemove(policies)
  // The version that the form began with: a change from elsewhere must be looked at before it is written over.
  const [{ row, etag }, setBegan] = useState(held)
  const fields = policies.fields(row)
  const update = async (draft: Draft, changed: ReadonlySet<string>) => {
    const only = (all: Draft) => Object.fromEntries(Object.entries(all).filter(([name]) => changed.has(name)))
    await policies.update(row.id, only(draft), etag)
    undoable(plain('form.saved'), async () => {
      await policies.update(row.id, only(read(fields, policies.values(row, {}))), null)
      await refetch(queries, ALL)
    })
    await refetch(queries, ALL)
    close()
  }
  return (
    <>
      <RecordForm fields={fields} initial={policies.values(row, {})} submitLabel={plain('save')} onSubmit={update} onCancel={close} onReload={() => setBegan(held)} />
      <Group mt="lg">
        <Button variant="outline" color="danger" onClick={() => { close(); void remove([held.row], held.etag) }}>{t('policies.remove')}</Button>
      </Group>
    </>
  )
}
