// A 3D model, dropped: what it shows and who may see it is said first.
import { Group, NativeSelect } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refetch } from '@/kernel/live'
import { DropZone } from '../../parts/DropZone'
import { MODELS, send } from '../../parts/upload'
import { ACCESS_LEVELS, accessName, MODEL_TYPES, type Model3d, modelTypeName, options } from '../../realty'

export function UploadModel({ projectId }: { projectId: number }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const [type, setType] = useState<string>('project_overview')
  const [access, setAccess] = useState<string>('public')
  return (
    <>
      <Group gap="sm" mb="sm" className="no-print">
        <NativeSelect label={t('builder.model.shows')} value={type} data={options(MODEL_TYPES, modelTypeName)} onChange={(event) => setType(event.currentTarget.value)} />
        <NativeSelect label={t('builder.model.access')} value={access} data={options(ACCESS_LEVELS, accessName)} onChange={(event) => setAccess(event.currentTarget.value)} />
      </Group>
      <DropZone
        kinds={MODELS} label={t('builder.model.add')} hint={t('builder.model.hint')} done={() => void refetch(queries, '/api/projects')}
        send={(file, progress) => {
          const form = new FormData()
          // The fields go before the file: the server reads them first.
          form.set('model_name', file.name.replace(/\.[^.]+$/, ''))
          form.set('model_type', type)
          form.set('access_level', access)
          form.set('project_id', String(projectId))
          form.set('is_interactive', 'true')
          form.set('file', file)
          return send<Model3d>('/api/models', form, progress)
        }}
      />
    </>
  )
}
