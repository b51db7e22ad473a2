// One home, entered by hand in a dialog.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { told } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import { PROJECTS } from '../desk'
import { unitBody, unitFields, unitValues } from './unitFields'

export function enterUnit(projectId: number, queries: QueryClient): void {
  openForm({
    title: i18next.t('realty:builder.units.add'),
    content: (close) => (
      <RecordForm
        careless fields={unitFields()} initial={unitValues(null)} submitLabel={i18next.t('create')} onCancel={close}
        onSubmit={async (draft) => {
          const { data } = await client.POST('/api/units', { body: unitBody(draft, projectId) })
          told(i18next.t('realty:builder.units.entered', { number: data?.unit_number ?? '' }))
          await refetch(queries, PROJECTS)
          close()
        }}
      />
    ),
  })
}
