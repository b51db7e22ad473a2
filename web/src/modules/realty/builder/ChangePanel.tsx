// One change request: what is wanted, and the answer to it.
import { Anchor, Button, Group, Kbd, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { ChangeBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Attached } from '../parts/Thread'
import { type ChangeRequest, changeTypeName } from '../realty'
import { Word } from './ChangesPage'
import { changeQuery, changesQuery, matching, useCurrency } from './desk'
import { numberIn } from './numbers'

const ONE = '/api/change-requests/{id}'
type Doing = 'approve' | 'reject' | 'complete'

export function ChangePanel({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const navigate = useNavigate()
  const close = useClose('/builder/changes')
  const [search] = useListSearch()
  const rows = useQuery(changesQuery(search)).data?.rows ?? []
  const { data, error, refetch: again } = useQuery(changeQuery(id))
  const at = rows.findIndex((row) => row.id === id)
  const go = (by: -1 | 1) => {
    const to = at < 0 ? rows[0] : rows[at + by]
    if (to) void navigate({ to: '/builder/changes/$id', params: { id: String(to.id) }, search: true, replace: true })
  }
  const group = t('builder.changes.keys')
  useShortcuts([
    { key: 'j', label: t('builder.changes.next'), group, run: () => go(1) },
    { key: 'k', label: t('builder.changes.previous'), group, run: () => go(-1) },
  ])
  return (
    <SidePanel
      title={data?.row.request_title ?? t('builder.changes.one')} page={t('nav.changes')} onClose={close} onStep={go}
      subtitle={data && <Group gap="sm"><ChangeBadge status={data.row.status} /><Text size="sm" c="dimmed">{changeTypeName(data.row.request_type)}</Text></Group>}
    >
      {error && !data ? <Failed error={error} retry={() => void again()} /> : !data ? <Lines count={8} /> : <Body key={id} row={data.row} etag={data.etag} />}
    </SidePanel>
  )
}

function Body({ row, etag }: { row: ChangeRequest; etag: string | null }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const [doing, setDoing] = useState<Doing | null>(null)
  const params = { path: { id: row.id } }
  const settle = async () => {
    setDoing(null)
    await refetch(queries, '/api/change-requests')
    await refetch(queries, '/api/bookings')
  }
  const review = async () => {
    try {
      await client.PATCH(ONE, { params, body: { status: 'under_review' }, headers: matching(etag) })
      told(t('builder.changes.reviewing'))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const open = row.status === 'submitted' || row.status === 'under_review'
  const doings = [
    ...(open ? [{ key: 'a', label: t('builder.changes.approve'), primary: true, run: () => setDoing('approve') }] : []),
    ...(row.status === 'submitted' ? [{ key: 'v', label: t('builder.changes.review'), primary: false, run: () => void review() }] : []),
    ...(open ? [{ key: 'r', label: t('builder.changes.reject'), primary: false, run: () => setDoing('reject') }] : []),
    ...(row.status === 'approved' && !row.awaits_customer ? [{ key: 'd', label: t('builder.changes.complete'), primary: true, run: () => setDoing('complete') }] : []),
  ]
  const group = t('builder.changes.keys')
  useShortcuts(doings.map(({ key, label, run }) => ({ key, label, group, run })))
  return (
    <>
      {doing ? <Answer row={row} etag={etag} doing={doing} done={() => void settle()} cancel={() => setDoing(null)} /> : (
        <Group gap="xs" mb="lg">
          {doings.map((each) => <Button key={each.key} variant={each.primary ? 'filled' : 'default'} onClick={each.run} rightSection={<Kbd size="xs">{each.key}</Kbd>}>{each.label}</Button>)}
          {doings.length === 0 && <Text size="sm" c="dimmed">{row.awaits_customer ? t('builder.changes.waitsHint') : t('builder.changes.nothing')}</Text>}
        </Group>
      )}
      <Facts row={row} />
    </>
  )
}

interface AnswerProps {
  row: ChangeRequest
  etag: string | null
  doing: Doing
  done: () => void
  cancel: () => void
}

function Answer({ row, etag, doing, done, cancel }: AnswerProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const amount = (of: number | null) => (of === null ? '' : formatMoney(money(of), locale))
  const response = { name: 'builder_response', label: t('builder.changes.response'), kind: 'lines' as const }
  const fields = {
    approve: [
      { name: 'estimated_cost', label: t('builder.changes.cost'), kind: 'money' as const, description: t('builder.changes.costHint') },
      { name: 'estimated_timeline_days', label: t('builder.changes.days'), kind: 'text' as const },
      response,
    ],
    reject: [{ name: 'rejection_reason', label: t('builder.field.reason'), kind: 'lines' as const, required: true }],
    complete: [...(row.customer_decision ? [] : [{ name: 'final_cost', label: t('builder.changes.finalCost'), kind: 'money' as const }]), response],
  }
  return (
    <section
      className="card" style={{ marginBottom: 20 }} aria-label={t(`builder.changes.${doing}`)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The drawer stays: only the answer is put off.
        event.stopPropagation()
        cancel()
      }}
    >
      <Title order={3} mb="sm">{t(`builder.changes.${doing}`)}</Title>
      <RecordForm
        careless danger={doing === 'reject'} fields={fields[doing]} submitLabel={t(`builder.changes.${doing}`)} onCancel={cancel} onReload={() => void refetch(queries, '/api/change-requests')}
        initial={{
          estimated_cost: amount(row.estimated_cost), estimated_timeline_days: row.estimated_timeline_days === null ? '' : String(row.estimated_timeline_days),
          builder_response: row.builder_response ?? '', rejection_reason: '', final_cost: amount(row.final_cost ?? row.estimated_cost),
        }}
        onSubmit={async (draft) => {
          const builder_response = given(draft, 'builder_response') || null
          const body = doing === 'approve'
            ? { status: 'approved' as const, estimated_cost: given(draft, 'estimated_cost') || null, estimated_timeline_days: numberIn(draft, 'estimated_timeline_days'), builder_response }
            : doing === 'reject' ? { status: 'rejected' as const, rejection_reason: given(draft, 'rejection_reason') }
              : { status: 'completed' as const, builder_response, ...(row.customer_decision ? {} : { final_cost: given(draft, 'final_cost') || null }) }
          await client.PATCH(ONE, { params: { path: { id: row.id } }, body, headers: matching(etag) })
          told(t(`builder.changes.did.${doing}`))
          done()
        }}
      />
    </section>
  )
}

function Facts({ row }: { row: ChangeRequest }) {
  const { t } = useTranslation('realty')
  const currency = useCurrency()
  return (
    <dl className="facts">
      <dt>{t('builder.changes.wanted')}</dt><dd className="told"><Private>{row.request_description}</Private></dd>
      {row.current_specification && <><dt>{t('builder.changes.now')}</dt><dd className="told">{row.current_specification}</dd></>}
      {row.requested_specification && <><dt>{t('builder.changes.then')}</dt><dd className="told">{row.requested_specification}</dd></>}
      {row.attachments && row.attachments.length > 0 && <><dt>{t('builder.changes.papers')}</dt><dd><Attached addresses={row.attachments} /></dd></>}
      <dt>{t('builder.field.customer')}</dt>
      <dd><Anchor component={Link} inherit to={`/builder/customers/${row.customer_id}`}><Private>{row.customer_name}</Private></Anchor><br /><Anchor component={Link} inherit to={`/builder/messages?with=${row.customer_user_id}&project=${row.project_id}`}>{t('builder.customers.write')}</Anchor></dd>
      <dt>{t('builder.field.booking')}</dt><dd><Anchor component={Link} inherit to={`/builder/bookings/${row.booking_id}`}>{row.unit_number} · {row.project_name}</Anchor></dd>
      <dt>{t('builder.changes.cost')}</dt><dd><Cash of={row.final_cost ?? row.estimated_cost} currency={currency} /></dd>
      <dt>{t('builder.changes.days')}</dt><dd>{row.estimated_timeline_days ?? '—'}</dd>
      <dt>{t('builder.changes.word')}</dt><dd><Word of={row} />{row.customer_decided_at && <> <Ago at={row.customer_decided_at} /></>}</dd>
      {row.builder_response && <><dt>{t('builder.changes.response')}</dt><dd className="told">{row.builder_response}</dd></>}
      {row.rejection_reason && <><dt>{t('builder.field.reason')}</dt><dd className="told">{row.rejection_reason}</dd></>}
      <dt>{t('builder.changes.asked')}</dt><dd><Ago at={row.created_at} /></dd>
    </dl>
  )
}
