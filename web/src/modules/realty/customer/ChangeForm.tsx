import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { DropZone } from '../parts/DropZone'
import { PAPERS, sendAttachment, type StoredFile } from '../parts/upload'
import { type Booking, CHANGE_TYPES, changeTypeName, options } from '../realty'

interface ChangeFormProps {
  bookings: readonly Booking[]
  onDone: () => void
  onCancel: () => void
}

export function ChangeForm({ bookings, onDone, onCancel }: ChangeFormProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const homes = bookings.map((each) => ({ value: String(each.id), label: t('customer.home.title', { number: each.unit?.unit_number ?? each.unit_id, name: each.project.project_name }) }))
  return (
    <RecordForm
      submitLabel={t('customer.changes.submit')} failure={t('customer.changes.failed')} onCancel={onCancel}
      initial={{ booking_id: homes[0]?.value ?? '', request_type: 'layout', request_title: '', request_description: '', current_specification: '', requested_specification: '' }}
      fields={[
        ...(homes.length > 1 ? [{ name: 'booking_id', label: t('customer.changes.home'), kind: 'select' as const, options: homes }] : []),
        { name: 'request_type', label: t('customer.changes.kind'), kind: 'select', options: options(CHANGE_TYPES, changeTypeName) },
        { name: 'request_title', label: t('customer.changes.title'), kind: 'text', required: true, description: t('customer.changes.titleHint') },
        { name: 'request_description', label: t('customer.changes.text'), kind: 'lines', required: true },
        { name: 'current_specification', label: t('customer.changes.now'), kind: 'lines' },
        { name: 'requested_specification', label: t('customer.changes.then'), kind: 'lines' },
      ]}
      extra={
        <div>
          <DropZone
            label={t('customer.changes.papers')} hint={files.length > 0 ? files.map((each) => each.name).join(', ') : t('customer.changes.papersHint')} kinds={PAPERS}
            send={async (file, progress) => { const stored = await sendAttachment(file, progress); setFiles((before) => [...before, stored]) }} done={() => undefined}
          />
        </div>
      }
      onSubmit={async (draft) => {
        await client.POST('/api/change-requests', {
          body: {
            booking_id: Number(homes.length > 1 ? draft.booking_id : homes[0]?.value), request_type: CHANGE_TYPES.find((each) => each === draft.request_type) ?? 'other',
            request_title: given(draft, 'request_title'), request_description: given(draft, 'request_description'),
            current_specification: given(draft, 'current_specification') || null, requested_specification: given(draft, 'requested_specification') || null,
            ...(files.length > 0 ? { attachments: files.map((each) => each.url) } : {}),
          },
        })
        told(t('customer.changes.sent'))
        await refetch(queries, '/api/change-requests')
        onDone()
      }}
    />
  )
}
