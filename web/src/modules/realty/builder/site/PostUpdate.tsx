// News from the site, with pictures; customers with a booking are told once it is published.
import { Alert, Button, Group, NativeSelect, NumberInput, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import '@mantine/core/styles/Switch.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useUnsaved } from '@/kernel/form/unsaved'
import { refetch } from '@/kernel/live'
import { told } from '@/kernel/toast'
import { DropZone } from '../../parts/DropZone'
import { PICTURES, send, type StoredFile } from '../../parts/upload'
import { options, PRIORITIES, priorityName, UPDATE_TYPES, updateTypeName } from '../../realty'

const EMPTY = { title: '', text: '', type: 'general', priority: 'medium', delay: '' as number | '', weather: false, publish: true }

export function PostUpdate({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [news, setNews] = useState(EMPTY)
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { release } = useUnsaved(open && (news.title !== '' || news.text !== '' || files.length > 0))
  if (!open) return <Button variant="default" fullWidth mb="sm" className="no-print" onClick={() => setOpen(true)}>{t('builder.news.tell')}</Button>
  const set = (change: Partial<typeof EMPTY>) => setNews({ ...news, ...change })
  const close = () => {
    setNews(EMPTY)
    setFiles([])
    setOpen(false)
    setProblem(null)
  }
  const upload = async (file: File, progress: (percent: number) => void) => {
    const form = new FormData()
    form.set('file', file)
    const stored = await send<StoredFile>(`/api/projects/${id}/files?purpose=update`, form, progress)
    setFiles((before) => [...before, stored])
  }
  const post = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await release(async () => {
        await client.POST('/api/projects/{id}/updates', {
          params: { path: { id } },
          body: {
            update_title: news.title.trim(), update_content: news.text.trim(), update_type: UPDATE_TYPES.find((each) => each === news.type) ?? 'general',
            priority: PRIORITIES.find((each) => each === news.priority) ?? 'medium', weather_impact: news.weather, is_published: news.publish,
            ...(news.delay === '' ? {} : { estimated_delay_days: news.delay }), ...(files.length > 0 ? { file_ids: files.map((each) => each.id) } : {}),
          },
        })
      })
      told(news.publish ? t('builder.news.published') : t('builder.news.kept'))
      close()
      await refetch(queries, '/api/projects')
    } catch (error) {
      const found = asProblem(error)
      setProblem(Object.values(found.fields)[0] ?? found.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="no-print card" style={{ marginBottom: 16 }} onSubmit={(event) => { event.preventDefault(); void post() }}>
      <Stack gap="sm">
        {problem && <Alert color="danger" variant="outline" role="alert">{problem}</Alert>}
        <TextInput data-autofocus label={t('builder.news.title')} required maxLength={255} value={news.title} onChange={(event) => set({ title: event.currentTarget.value })} />
        <Textarea label={t('builder.news.text')} required rows={4} maxLength={20_000} value={news.text} onChange={(event) => set({ text: event.currentTarget.value })} />
        <Group gap="sm" align="flex-end">
          <NativeSelect label={t('builder.field.kind')} value={news.type} data={options(UPDATE_TYPES, updateTypeName)} onChange={(event) => set({ type: event.currentTarget.value })} />
          <NativeSelect label={t('builder.news.priority')} value={news.priority} data={options(PRIORITIES, priorityName)} onChange={(event) => set({ priority: event.currentTarget.value })} />
          <NumberInput w={140} label={t('builder.news.delay')} min={0} max={36_500} value={news.delay} onChange={(value) => set({ delay: value === '' ? '' : Number(value) })} />
        </Group>
        <Group gap="lg">
          <Switch label={t('builder.news.weather')} checked={news.weather} onChange={(event) => set({ weather: event.currentTarget.checked })} />
          <Switch label={t('builder.news.now')} checked={news.publish} onChange={(event) => set({ publish: event.currentTarget.checked })} />
        </Group>
        {files.length > 0 && <ul className="pictures">{files.map((file) => <li key={file.id}><img src={file.url} alt={file.name} /></li>)}</ul>}
        <DropZone kinds={PICTURES} label={t('builder.news.pictures')} hint={t('builder.files.pictureHint')} send={upload} done={() => undefined} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>{plain('cancel')}</Button>
          <Button type="submit" loading={busy} disabled={news.title.trim() === '' || news.text.trim() === ''}>{news.publish ? t('builder.news.post') : plain('save')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
