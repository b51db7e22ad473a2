// Where files are dropped, pasted or chosen, one or hundreds, or a whole folder.
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '@/kernel/auth/session'
import { IconFile, IconFolder, IconUpload } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { batchesQuery } from '../queries'
import { ACCEPT, chosen, dropped } from './files'
import { take } from './uploads'
import '../invoices.css'

export function DropZone({ into }: { into?: { id: number; name: string } }) {
  const { t } = useTranslation('invoices')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [target, setTarget] = useState('')
  const me = useMe()
  const open = (useQuery({ ...batchesQuery({}, 50), enabled: !into }).data?.items ?? []).filter((each) => each.created_by === me.id).slice(0, 20)
  const batch = into ?? open.find((each) => String(each.id) === target) ?? null
  const bring = (list: readonly File[]) => { if (list.length > 0) void take(list, batch && { id: batch.id, name: batch.name }) }
  const latest = useRef(bring)
  latest.current = bring

  useEffect(() => {
    // Anywhere on the page: a file in the clipboard is meant for here, unless somebody is typing.
    const paste = (event: ClipboardEvent) => {
      const list = [...(event.clipboardData?.files ?? [])]
      if (list.length === 0) return
      event.preventDefault()
      latest.current(list)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
  useShortcuts([{ key: 'u', label: t('upload.choose'), group: t('title'), run: () => files.current?.click() }])

  return (
    <section
      className="drop-zone no-print" aria-label={t('upload.label')} data-over={over || undefined} data-small={into ? true : undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true) }}
      onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void dropped(event.dataTransfer).then(bring)
      }}
    >
      <span className="drop-sign" aria-hidden="true"><IconUpload size={into ? 20 : 28} /></span>
      <div className="drop-words">
        <Text fw={600}>{t(into ? 'upload.hereToo' : 'upload.here')}</Text>
        {!into && <Text size="sm" c="dimmed">{t('upload.kinds')}</Text>}
      </div>
      <Group gap="xs" className="drop-buttons">
        <Button leftSection={<IconFile />} onClick={() => files.current?.click()}>{t('upload.choose')}</Button>
        <Button variant="default" leftSection={<IconFolder />} onClick={() => folder.current?.click()}>{t('upload.folder')}</Button>
        {!into && open.length > 0 && (
          <NativeSelect
            aria-label={t('upload.into')} value={target} onChange={(event) => setTarget(event.currentTarget.value)}
            data={[{ value: '', label: t('upload.newBatch') }, ...open.map((each) => ({ value: String(each.id), label: `${each.batch_number} · ${each.name}` }))]}
          />
        )}
      </Group>
      <input
        ref={files} type="file" multiple hidden accept={ACCEPT} aria-label={t('upload.choose')}
        onChange={(event) => { bring(chosen(event.currentTarget.files)); event.currentTarget.value = '' }}
      />
      <input
        ref={(input) => { folder.current = input; input?.setAttribute('webkitdirectory', '') }} type="file" multiple hidden aria-label={t('upload.folder')}
        onChange={(event) => { bring(chosen(event.currentTarget.files)); event.currentTarget.value = '' }}
      />
    </section>
  )
}
