// A phase of the construction: entered, or changed.
import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import { options, type Phase, PHASE_STATUSES, phaseStatusName } from '../../realty'
import { numberIn } from '../numbers'

export function editPhase(phase: Phase | null, projectId: number, queries: QueryClient): void {
  const t = i18next.getFixedT(null, 'realty')
  openForm({
    title: phase?.phase_name ?? t('builder.phase.add'),
    content: (close) => (
      <RecordForm
        careless submitLabel={i18next.t(phase ? 'save' : 'create')} onCancel={close}
        fields={[
          { name: 'phase_name', label: t('builder.field.name'), kind: 'text', required: true, ...(phase ? { description: t('builder.phase.nameHint') } : {}) },
          { name: 'phase_description', label: t('builder.field.description'), kind: 'lines' },
          { name: 'status', label: t('builder.field.status'), kind: 'select', options: options(PHASE_STATUSES, phaseStatusName) },
          { name: 'start_date', label: t('builder.field.start'), kind: 'date' },
          { name: 'expected_end_date', label: t('builder.field.expected'), kind: 'date' },
          { name: 'weight', label: t('builder.phase.weight'), kind: 'text', required: true, description: t('builder.phase.weightHint') },
          { name: 'contractor_notes', label: t('builder.phase.notes'), kind: 'lines' },
          { name: 'customer_visible', label: t('builder.phase.visible'), kind: 'switch' },
        ]}
        initial={{
          phase_name: phase?.phase_name ?? '', phase_description: phase?.phase_description ?? '', status: phase?.status ?? 'not_started', start_date: phase?.start_date ?? '',
          expected_end_date: phase?.expected_end_date ?? '', weight: String(phase?.weight ?? 10), contractor_notes: phase?.contractor_notes ?? '', customer_visible: phase?.customer_visible ?? true,
        }}
        onSubmit={async (draft, changed) => {
          const body = {
            phase_name: given(draft, 'phase_name'), phase_description: given(draft, 'phase_description') || null, status: PHASE_STATUSES.find((each) => each === draft.status) ?? 'not_started',
            start_date: given(draft, 'start_date') || null, expected_end_date: given(draft, 'expected_end_date') || null, weight: numberIn(draft, 'weight') ?? 10,
            contractor_notes: given(draft, 'contractor_notes') || null, customer_visible: draft.customer_visible === true,
          }
          if (phase) await client.PATCH('/api/progress/{id}', { params: { path: { id: phase.id } }, body: Object.fromEntries(Object.entries(body).filter(([name]) => changed.has(name))) })
          else await client.POST('/api/projects/{id}/progress', { params: { path: { id: projectId } }, body })
          told(i18next.t(phase ? 'form.saved' : 'form.created'))
          close()
          await refetch(queries, '/api/projects')
        }}
      />
    ),
  })
}
