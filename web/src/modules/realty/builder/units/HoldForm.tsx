// Keeping a home for a customer, for a while.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { undoable } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import type { MatrixUnit } from '../../realty'
import { findCustomers, PROJECTS } from '../desk'

const HOURS = [24, 48, 72, 168, 336] as const

export function holdUnit(unit: Pick<MatrixUnit, 'id' | 'unit_number'>, queries: QueryClient): void {
  const t = i18next.getFixedT(null, 'realty')
  const settle = async () => {
    await refetch(queries, PROJECTS)
    await refetch(queries, '/api/units')
  }
  openForm({
    title: t('builder.hold.title', { number: unit.unit_number }),
    content: (close) => (
      <RecordForm
        careless submitLabel={t('builder.hold.place')} onCancel={close}
        fields={[
          { name: 'customer_id', label: t('builder.field.customer'), kind: 'find', required: true, find: findCustomers, description: t('builder.hold.whoHint') },
          { name: 'hours', label: t('builder.hold.until'), kind: 'select', options: HOURS.map((each) => ({ value: String(each), label: t('builder.hold.days', { count: each / 24 }) })) },
          { name: 'note', label: t('builder.field.note'), kind: 'text' },
        ]}
        initial={{ customer_id: '', hours: '48', note: '' }}
        onSubmit={async (draft) => {
          const { data } = await client.POST('/api/units/{id}/hold', {
            params: { path: { id: unit.id } }, body: { customer_id: Number(draft.customer_id), hours: Number(draft.hours), note: given(draft, 'note') || null },
          })
          close()
          undoable(t('builder.hold.placed', { number: unit.unit_number, name: data?.customer?.name ?? '' }), async () => {
            if (data) await client.DELETE('/api/holds/{id}', { params: { path: { id: data.id } } })
            await settle()
          })
          await settle()
        }}
      />
    ),
  })
}
