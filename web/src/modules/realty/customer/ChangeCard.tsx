import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { ChangeBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { Attached } from '../parts/Thread'
import { type ChangeRequest, changeTypeName } from '../realty'
import { dashboardQuery } from './customer'

interface ChangeCardProps {
  of: ChangeRequest
  /** With the home it is about. */
  named?: boolean
}

/** A request: what was asked, what it would cost, and my word on it where it waits for that. */
export function ChangeCard({ of, named }: ChangeCardProps) {
  const { t } = useTranslation('realty')
  // The currency is the house's: it is known from what else was asked for.
  const currency = useQuery({ ...dashboardQuery, staleTime: 60_000 }).data?.currency
  const cost = of.final_cost ?? of.estimated_cost
  return (
    <article className="card change" data-waits={of.awaits_customer || undefined} id={`change-${of.id}`}>
      <header>
        <div>
          <Title order={3}>{of.request_title}</Title>
          <Text size="sm" c="dimmed">
            {changeTypeName(of.request_type)} · <Ago at={of.created_at} />
            {named && <> · <Link to="/my/home/$id" params={{ id: String(of.booking_id) }} search={{ tab: 'changes' } as never}>{t('customer.home.title', { number: of.unit_number, name: of.project_name })}</Link></>}
          </Text>
        </div>
        {of.awaits_customer ? <Status tone="warn">{t('customer.changes.yourWord')}</Status> : <ChangeBadge status={of.status} />}
      </header>
      <p className="told">{of.request_description}</p>
      {(of.current_specification || of.requested_specification) && (
        <dl className="facts">
          {of.current_specification && <><dt>{t('customer.changes.now')}</dt><dd className="told">{of.current_specification}</dd></>}
          {of.requested_specification && <><dt>{t('customer.changes.then')}</dt><dd className="told">{of.requested_specification}</dd></>}
        </dl>
      )}
      <Attached addresses={of.attachments} />
      {(of.builder_response || of.rejection_reason || cost !== null || of.estimated_timeline_days !== null) && (
        <div className="change-answer">
          <b>{t('customer.changes.answer')}</b>
          {of.rejection_reason && <p className="told">{of.rejection_reason}</p>}
          {of.builder_response && <p className="told">{of.builder_response}</p>}
          <Group gap="lg">
            {cost !== null && <span>{t('customer.changes.cost')} <b><Cash of={cost} currency={currency} /></b></span>}
            {of.estimated_timeline_days !== null && <span>{t('customer.changes.days', { count: of.estimated_timeline_days })}</span>}
            {of.customer_decision && <Status tone={of.customer_decision === 'accepted' ? 'good' : 'still'}>{t(`customer.changes.${of.customer_decision}`)}</Status>}
          </Group>
        </div>
      )}
      {of.awaits_customer && <Decide of={of} currency={currency ?? ''} />}
      {of.status === 'submitted' && <Withdraw of={of} />}
    </article>
  )
}

function Decide({ of, currency }: { of: ChangeRequest; currency: string }) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const params = { path: { id: of.id } }
  const done = async (words: string) => {
    told(words)
    await Promise.all((['/api/change-requests', '/api/bookings', '/api/customer'] as const).map((path) => refetch(queries, path)))
  }
  const cost = formatMoney(money(of.estimated_cost), locale)
  const accept = () => confirm({
    title: t('customer.changes.acceptTitle'), text: t('customer.changes.acceptText', { cost: `${cost} ${currency}`.trim(), title: of.request_title }), confirm: t('customer.changes.accept'),
    run: async () => {
      try {
        await client.POST('/api/change-requests/{id}/accept', { params })
        await done(t('customer.changes.acceptDone'))
      } catch (error) {
        failed(error)
      }
    },
  })
  const decline = async () => {
    setBusy(true)
    try {
      await client.POST('/api/change-requests/{id}/decline', { params, body: {} })
      await done(t('customer.changes.declineDone'))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Group gap="xs" mt="sm">
      <Button size="sm" onClick={accept}>{t('customer.changes.accept')}</Button>
      <Button size="sm" variant="default" loading={busy} onClick={() => confirm({ title: t('customer.changes.declineTitle'), text: t('customer.changes.declineText', { title: of.request_title }), confirm: t('customer.changes.decline'), run: decline })}>{t('customer.changes.decline')}</Button>
    </Group>
  )
}

function Withdraw({ of }: { of: ChangeRequest }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const ask = () => confirm({
    title: t('customer.changes.withdrawTitle'), text: t('customer.changes.withdrawText', { title: of.request_title }), confirm: t('customer.changes.withdraw'),
    run: async () => {
      try {
        await client.DELETE('/api/change-requests/{id}', { params: { path: { id: of.id } } })
        told(t('customer.changes.withdrawn'))
        await refetch(queries, '/api/change-requests')
      } catch (error) {
        failed(error)
      }
    },
  })
  return <Button size="compact-sm" variant="subtle" mt="sm" onClick={ask}>{t('customer.changes.withdraw')}</Button>
}
