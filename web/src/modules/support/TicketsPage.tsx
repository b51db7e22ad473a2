import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { Guarded } from '@/kernel/Guarded'
import { IconPlus } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { ListPage, useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { given } from '@/kernel/resource/resource'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Empty } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import type { Column } from '@/kernel/table/column'
import { Ago } from '@/kernel/Time'
import { told } from '@/kernel/toast'
import { ALL, mineQuery, PRIORITIES, priorityName, STATUSES, statusName, type Ticket, TONES } from './tickets'
import './support.css'
import './words'

export function TicketsPage() {
  return <Guarded permission="support:ask"><Mine /></Guarded>
}

function Mine() {
  const { t, i18n } = useTranslation('support')
  const { t: plain } = useTranslation()
  const navigate = useNavigate()
  const [search] = useListSearch()
  const list = useQuery(mineQuery(search))
  const columns = useMemo(() => columnsOf(t), [t, i18n.language])
  useShortcuts([{ key: 'n', label: plain('keys.new'), group: plain('keys.table'), run: () => void navigate({ to: '/tickets/new', search: true }) }])
  const add = <Button component={Link} to="/tickets/new" search={true as never} leftSection={<IconPlus />}>{t('tickets.add')}</Button>
  return (
    <ListPage
      name="tickets" path="/tickets" title={t('tickets.title')} actions={add} columns={columns}
      rows={list.data?.rows} total={list.data?.total ?? 0} rowId={(row) => String(row.id)} rowName={(row) => row.ticket_number}
      filters={[{ name: 'status', label: t('field.status'), kind: 'select', options: STATUSES.map((each) => ({ value: each, label: statusName(each) })) }]}
      error={list.error} retry={() => void list.refetch()} stale={list.isPlaceholderData}
      empty={<Empty title={t('tickets.empty')} action={add}>{t('tickets.emptyHint')}</Empty>}
    />
  )
}

function columnsOf(t: TFunction<'support'>): Column<Ticket>[] {
  return [
    { id: 'subject', header: t('field.subject'), cell: (row) => <span className="ticket-subject">{row.subject}<small>{row.ticket_number}</small></span> },
    { id: 'waiting', header: t('field.waiting'), wide: true, cell: (row) => t(`waitingOwn.${row.waiting_for}`) },
    { id: 'priority', header: t('field.priority'), wide: true, cell: (row) => priorityName(row.priority) },
    { id: 'updated', header: t('field.updated'), wide: true, cell: (row) => <Ago at={row.updated_at} /> },
    { id: 'created', header: t('field.created'), wide: true, optional: true, cell: (row) => <Ago at={row.created_at} /> },
    { id: 'status', header: t('field.status'), cell: (row) => <Status tone={TONES[row.status]}>{statusName(row.status)}</Status> },
  ]
}

export function NewTicketPanel() {
  const { t } = useTranslation('support')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const close = useClose('/tickets')
  const open = async (draft: Draft) => {
    const priority = PRIORITIES.find((each) => each === draft.priority) ?? 'normal'
    const { data } = await client.POST('/api/v1/support', { body: { subject: given(draft, 'subject'), message: given(draft, 'message'), priority } })
    await refetch(queries, ALL)
    if (!data) return
    told(t('tickets.created', { number: data.ticket_number }))
    await navigate({ to: '/tickets/$id', params: { id: String(data.id) }, search: true })
  }
  return (
    <SidePanel title={t('tickets.add')} page={t('tickets.title')} onClose={close}>
      <RecordForm
        submitLabel={t('contact.send')} onSubmit={open} onCancel={close} initial={{ subject: '', message: '', priority: 'normal' }}
        fields={[
          { name: 'subject', label: t('field.subject'), kind: 'text', required: true },
          { name: 'message', label: t('field.message'), kind: 'lines', required: true },
          { name: 'priority', label: t('field.priority'), kind: 'select', description: t('contact.priorityHint'), options: PRIORITIES.map((each) => ({ value: each, label: priorityName(each) })) },
        ]}
      />
    </SidePanel>
  )
}
