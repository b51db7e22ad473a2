import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { told } from '@/kernel/toast'
import { PROJECTS } from './desk'
import { developmentFields, developmentValues, newDevelopment } from './developmentFields'

export function NewDevelopmentPanel() {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const close = useClose('/builder/developments')
  return (
    <SidePanel title={t('builder.developments.add')} page={t('nav.developments')} onClose={close}>
      <RecordForm
        fields={developmentFields(false)} initial={developmentValues(null)} submitLabel={plain('create')} onCancel={close}
        onSubmit={async (draft) => {
          const { data } = await client.POST(PROJECTS, { body: newDevelopment(draft) })
          told(plain('form.created'))
          await refetch(queries, PROJECTS)
          // The next step is its homes.
          if (data) await navigate({ to: '/builder/developments/$id', params: { id: String(data.id) }, search: { tab: 'units' } })
        }}
      />
    </SidePanel>
  )
}
