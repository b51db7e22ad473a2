// 3D models with what they show, who may see them, and which homes of them can be coloured.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { RecordForm } from '@/kernel/form/RecordForm'
import { IconCube } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import { formatSize } from '../../parts/upload'
import { ACCESS_LEVELS, accessName, MODEL_TYPES, type Model3d, modelTypeName, options } from '../../realty'

const ONE = '/api/models/{id}'

export function ModelList({ models }: { models: readonly Model3d[] }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const settle = () => refetch(queries, '/api/projects')
  if (models.length === 0) return <Text c="dimmed" size="sm">{t('builder.model.none')}</Text>
  const remove = (model: Model3d) => confirm({
    title: t('builder.model.removeQuestion', { name: model.model_name }), text: t('builder.model.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE(ONE, { params: { path: { id: model.id } } })
        told(t('builder.model.removed', { name: model.model_name }))
      } catch (error) {
        failed(error)
      }
      await settle()
    },
  })
  return (
    <ul className="model-list">
      {models.map((model) => (
        <li key={model.id} className="card">
          {model.thumbnail_url?.startsWith('/') ? <img src={model.thumbnail_url} alt="" loading="lazy" /> : <span className="model-blank"><IconCube size={40} /></span>}
          <b>{model.model_name}</b>
          <div className="small-facts">
            <span>{modelTypeName(model.model_type)}</span><span>{model.file_format.toUpperCase()}</span>{model.file_size !== null && <span>{formatSize(model.file_size, locale)}</span>}<span>{t('builder.model.version', { version: model.version })}</span>
          </div>
          <div className="small-facts"><span>{accessName(model.access_level)}</span>{model.nodes.length > 0 && <span>{t('builder.model.nodes', { count: model.nodes.length })}</span>}<Ago at={model.created_at} /></div>
          <Group gap="xs" mt="sm" className="no-print">
            {model.project_id !== null && <Anchor component={Link} to={`/developments/${model.project_id}?model=${model.id}`} size="sm">{t('builder.model.open')}</Anchor>}
            <Button size="compact-sm" variant="subtle" aria-label={t('builder.model.edit', { name: model.model_name })} onClick={() => editModel(model, settle)}>{plain('edit')}</Button>
            <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('builder.model.remove', { name: model.model_name })} onClick={() => remove(model)}>{plain('remove')}</Button>
          </Group>
        </li>
      ))}
    </ul>
  )
}

function editModel(model: Model3d, settle: () => Promise<void>): void {
  const t = i18next.getFixedT(null, 'realty')
  openForm({
    title: model.model_name,
    content: (close) => (
      <RecordForm
        careless submitLabel={i18next.t('save')} onCancel={close}
        fields={[
          { name: 'model_name', label: t('builder.field.name'), kind: 'text', required: true },
          { name: 'model_description', label: t('builder.field.description'), kind: 'lines' },
          { name: 'model_type', label: t('builder.model.shows'), kind: 'select', options: options(MODEL_TYPES, modelTypeName) },
          { name: 'access_level', label: t('builder.model.access'), kind: 'select', options: options(ACCESS_LEVELS, accessName) },
          { name: 'version', label: t('builder.model.versionLabel'), kind: 'text', required: true },
        ]}
        initial={{ model_name: model.model_name, model_description: model.model_description ?? '', model_type: model.model_type, access_level: model.access_level, version: model.version }}
        onSubmit={async (draft) => {
          await client.PATCH(ONE, {
            params: { path: { id: model.id } },
            body: {
              model_name: given(draft, 'model_name'), model_description: given(draft, 'model_description') || null, version: given(draft, 'version'),
              model_type: MODEL_TYPES.find((each) => each === draft.model_type) ?? model.model_type, access_level: ACCESS_LEVELS.find((each) => each === draft.access_level) ?? model.access_level,
            },
          })
          told(i18next.t('form.saved'))
          close()
          await settle()
        }}
      />
    ),
  })
}
