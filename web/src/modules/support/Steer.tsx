// Status, priority and who answers, changed where they stand.
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { answerersQuery, type Change, PRIORITIES, priorityName, STATUSES, statusName, type Ticket } from './tickets'

export type Part = 'status' | 'priority' | 'assignee'

interface SteerProps {
  ticket: Ticket
  put: (body: Change) => Promise<void>
  /** With labels above them, as in a drawer. */
  labels?: boolean
  only?: Part
}

export function Steer({ ticket, put, labels, only }: SteerProps) {
  const { t } = useTranslation('support')
  const me = useMe()
  const { data: answerers = [] } = useQuery(answerersQuery)
  const number = ticket.ticket_number
  const named = (field: string, label: string) => (labels ? { label: field } : { 'aria-label': label, className: 'inline-select', size: 'xs' as const })
  const people = [
    { value: '', label: t('desk.nobody') },
    ...answerers.map((each) => ({ value: String(each.id), label: each.id === me.id ? `${each.name} (${t('desk.me')})` : each.name })),
    // Somebody who may not answer any more is still shown as the one who does.
    ...(ticket.assignee_id !== null && !answerers.some((each) => each.id === ticket.assignee_id) ? [{ value: String(ticket.assignee_id), label: ticket.assignee ?? '—' }] : []),
  ]
  return (
    <>
      {(!only || only === 'status') && (
        <NativeSelect
          {...named(t('field.status'), t('desk.setStatus', { number }))} value={ticket.status} data={STATUSES.map((each) => ({ value: each, label: statusName(each) }))}
          onChange={(event) => { const status = STATUSES.find((each) => each === event.currentTarget.value); if (status) void put({ status }) }}
        />
      )}
      {(!only || only === 'priority') && (
        <NativeSelect
          {...named(t('field.priority'), t('desk.setPriority', { number }))} value={ticket.priority} data={PRIORITIES.map((each) => ({ value: each, label: priorityName(each) }))}
          onChange={(event) => { const priority = PRIORITIES.find((each) => each === event.currentTarget.value); if (priority) void put({ priority }) }}
        />
      )}
      {(!only || only === 'assignee') && (
        <NativeSelect
          {...named(t('field.assignee'), t('desk.setAssignee', { number }))} value={String(ticket.assignee_id ?? '')} data={people}
          onChange={(event) => void put({ assignee_id: event.currentTarget.value ? Number(event.currentTarget.value) : null })}
        />
      )}
    </>
  )
}
