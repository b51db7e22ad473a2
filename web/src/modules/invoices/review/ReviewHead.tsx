// What an invoice is, where it stands, and what can be done with it.
import { Anchor, Button, Group, Kbd, Menu, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useMe } from '@/kernel/auth/session'
import { IconLeft, IconRight } from '@/kernel/icons'
import { Private } from '@/kernel/Private'
import { Status } from '@/kernel/Status'
import { DECIDE, type Detail } from '../invoices'
import { ask } from '../list/exports'
import { Confidence, StatusBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { assigneesQuery, commentsQuery, decisionsQuery } from '../queries'
import { AssignItems } from './AssignItems'

export interface Deeds {
  approve: () => void
  reject: () => void
  undo: () => void
  retry: () => void
  remove: () => void
  step: (by: 1 | -1) => void
}

export function ReviewFacts({ of }: { of: Detail }) {
  const { t } = useTranslation('invoices')
  const me = useMe()
  const names = useNames(of)
  const name = (id: number) => (id === me.id ? t('review.you') : names.get(id) ?? t('review.person', { id }))
  return (
    <Group gap="md" className="review-facts">
      <StatusBadge status={of.status} />
      {of.vendor_name && (of.vendor_id ? <Anchor component={Link} inherit to={`/invoices/vendors/${of.vendor_id}`}><Private>{of.vendor_name}</Private></Anchor> : <Private>{of.vendor_name}</Private>)}
      {of.total_amount !== null && <b><Cash of={of.total_amount} currency={of.currency} /></b>}
      {of.confidence_score !== null && <span>{t('field.confidence')}: <Confidence of={of.confidence_score} bare /></span>}
      {of.kind && of.kind !== 'invoice' && <Text component="span" size="sm">{kindName(of.kind, t)}</Text>}
      <Anchor component={Link} inherit to={`/invoices/batches/${of.batch_id}`}>{of.batch_number}</Anchor>
      {of.assigned_to && <span>{t('review.assignedTo', { name: name(of.assigned_to) })}</span>}
      {of.first_approval_by && of.status !== 'approved' && <Status tone="open">{t(of.first_approval_by === me.id ? 'review.halfByYou' : 'review.half', { name: name(of.first_approval_by) })}</Status>}
      {of.exported_at && <Status tone="still">{t('review.exported')}</Status>}
      {of.auto_accept && of.status === 'completed' && <Status tone="good">{t('review.safe')}</Status>}
    </Group>
  )
}

function kindName(kind: string, t: ReturnType<typeof useTranslation<'invoices'>>['t']): string {
  return kind === 'credit_note' || kind === 'debit_note' || kind === 'receipt' || kind === 'proforma' ? t(`kind.${kind}`) : t('kind.other')
}

/** The names of those who had to do with it. */
function useNames(of: Detail): Map<number, string> {
  const me = useMe()
  const told = [...(useQuery(decisionsQuery(of.id)).data ?? []), ...(useQuery(commentsQuery(of.id)).data ?? [])]
  const known = new Map(told.flatMap((each) => (each.user_id && each.user_name ? [[each.user_id, each.user_name] as const] : [])))
  // Whom it was given to need not have said anything yet.
  const silent = of.assigned_to !== null && of.assigned_to !== undefined && of.assigned_to !== me.id && !known.has(of.assigned_to)
  const people = useQuery(assigneesQuery(of.id, silent)).data ?? []
  return new Map([...people.map((each) => [each.user_id, each.name] as const), ...known])
}

export function ReviewActions({ of, deeds, place }: { of: Detail; deeds: Deeds; place: { at: number; count: number } }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const can = useCan()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const may = can(DECIDE)
  const decided = of.status === 'approved' || of.status === 'rejected'
  return (
    <>
      <Group gap={4} wrap="nowrap">
        <Button variant="default" px="xs" onClick={() => deeds.step(-1)} disabled={place.at <= 0} aria-label={t('review.previous')} title={`${t('review.previous')} (k)`}><IconLeft /></Button>
        <Text size="sm" className="figure" px={4}>{place.at + 1} / {place.count}</Text>
        <Button variant="default" px="xs" onClick={() => deeds.step(1)} disabled={place.at >= place.count - 1} aria-label={t('review.next')} title={`${t('review.next')} (j)`}><IconRight /></Button>
      </Group>
      {may && (decided || of.first_approval_by ? (!of.exported_at && <Button variant="default" onClick={deeds.undo}>{t('review.takeBack')}</Button>) : null)}
      {may && of.status !== 'rejected' && !of.exported_at && <Button variant="default" onClick={deeds.reject} rightSection={<Kbd size="xs" className="key-hint" aria-hidden>r</Kbd>}>{t('decide.reject')}</Button>}
      {may && of.status !== 'approved' && of.status !== 'failed' && !of.exported_at && of.first_approval_by !== me.id && <Button onClick={deeds.approve} rightSection={<Kbd size="xs" className="key-hint" aria-hidden>a</Kbd>}>{t('decide.approve')}</Button>}
      {may && of.status === 'failed' && <Button onClick={deeds.retry}>{t('upload.retry')}</Button>}
      {may && (
        <Menu position="bottom-end" opened={open} onChange={setOpen}>
          <Menu.Target><Button variant="default">{plain('more')}</Button></Menu.Target>
          <Menu.Dropdown>
            <AssignItems of={of} open={open} />
            <Menu.Divider />
            {of.status === 'approved' && !of.exported_at && <Menu.Item onClick={() => void ask({ invoice_ids: [of.id] }, 'ubl')}>{t('exports.one')}</Menu.Item>}
            {!of.exported_at && of.status !== 'failed' && <Menu.Item onClick={deeds.retry}>{t('review.readAgain')}</Menu.Item>}
            {!of.exported_at && <Menu.Item color="danger" onClick={deeds.remove}>{plain('remove')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
