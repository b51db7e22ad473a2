// What a development shows: pictures, floor plans, the brochure and 3D models; dropped here, and seen by the customers at once.
import { ActionIcon, Anchor, Button, Group, Text, Title, Tooltip } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { IconClose, IconFile } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { failed, undoable } from '@/kernel/toast'
import { DropZone } from '../../parts/DropZone'
import { Pictures } from '../../parts/Phases'
import { BROCHURES, PICTURES, PLANS, send, type StoredFile } from '../../parts/upload'
import type { Development } from '../../realty'
import { matching, modelsQuery, PROJECT, PROJECTS } from '../desk'
import { ModelList } from '../models/ModelList'
import { UploadModel } from '../models/UploadModel'

interface FilesProps {
  development: Development
  etag: string | null
}

export function Files({ development, etag }: FilesProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const models = useQuery(modelsQuery(development.id)).data
  const settle = () => void refetch(queries, PROJECTS)
  const upload = (purpose: 'image' | 'floor_plan' | 'brochure') => (file: File, progress: (percent: number) => void) => {
    const form = new FormData()
    form.set('file', file)
    return send<StoredFile>(`/api/projects/${development.id}/files?purpose=${purpose}`, form, progress)
  }
  const put = async (body: { images?: string[]; floor_plans?: string[]; brochure_url?: string | null }, before: typeof body) => {
    const params = { path: { id: development.id } }
    try {
      await client.PATCH(PROJECT, { params, body, headers: matching(etag) })
      undoable(t('builder.files.removed'), async () => {
        await client.PATCH(PROJECT, { params, body: before })
        await refetch(queries, PROJECTS)
      })
    } catch (error) {
      failed(error)
    }
    settle()
  }
  const images = development.images ?? []
  const plans = development.floor_plans ?? []
  const brochure = development.brochure_url
  const foreign = (all: readonly string[]) => all.filter((each) => !each.startsWith('/'))
  const takeAway = (label: string, run: () => void) => (
    <Tooltip label={label}><ActionIcon className="take-away no-print" variant="default" size="sm" aria-label={label} onClick={run}><IconClose size={14} /></ActionIcon></Tooltip>
  )
  return (
    <div className="columns">
      <section className="card" aria-label={t('builder.files.images')}>
        <Title order={2} size="h3" mb="sm">{t('builder.files.images')}</Title>
        <Pictures of={images} title={development.project_name} action={(address) => takeAway(t('builder.files.takeAway', { number: images.indexOf(address) + 1 }), () => void put({ images: images.filter((each) => each !== address) }, { images }))} />
        <Addresses of={foreign(images)} remove={(address) => void put({ images: images.filter((each) => each !== address) }, { images })} />
        <div style={{ marginTop: 12 }}><DropZone kinds={PICTURES} label={t('builder.files.addImages')} hint={t('builder.files.pictureHint')} send={upload('image')} done={settle} /></div>
      </section>
      <section className="card" aria-label={t('builder.files.plans')}>
        <Title order={2} size="h3" mb="sm">{t('builder.files.plans')}</Title>
        <Addresses of={plans} remove={(address) => void put({ floor_plans: plans.filter((each) => each !== address) }, { floor_plans: plans })} />
        <div style={{ marginTop: 12 }}><DropZone kinds={PLANS} label={t('builder.files.addPlans')} hint={t('builder.files.planHint')} send={upload('floor_plan')} done={settle} /></div>
      </section>
      <section className="card" aria-label={t('builder.files.brochure')}>
        <Title order={2} size="h3" mb="sm">{t('builder.files.brochure')}</Title>
        {brochure ? <Addresses of={[brochure]} remove={() => void put({ brochure_url: null }, { brochure_url: brochure })} /> : <Text c="dimmed" size="sm">{t('builder.files.noBrochure')}</Text>}
        <div style={{ marginTop: 12 }}><DropZone single kinds={BROCHURES} label={t('builder.files.addBrochure')} hint={t('builder.files.brochureHint')} send={upload('brochure')} done={settle} /></div>
      </section>
      <section className="card" aria-label={t('nav.models')}>
        <Title order={2} size="h3" mb="sm">{t('nav.models')}</Title>
        <ModelList models={models ?? []} />
        <div style={{ marginTop: 12 }}><UploadModel projectId={development.id} /></div>
      </section>
    </div>
  )
}

function Addresses({ of, remove }: { of: readonly string[]; remove: (address: string) => void }) {
  const { t } = useTranslation('realty')
  if (of.length === 0) return null
  return (
    <ul className="feed">
      {of.map((address, at) => (
        <li key={address}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}><IconFile /><Anchor href={address} target="_blank" rel="noopener" size="sm" style={{ overflowWrap: 'anywhere' }}>{address.startsWith('/') ? t('builder.files.file', { number: at + 1 }) : address}</Anchor></Group>
            <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('builder.files.remove', { number: at + 1 })} onClick={() => remove(address)}><IconClose size={16} /></Button>
          </Group>
        </li>
      ))}
    </ul>
  )
}
