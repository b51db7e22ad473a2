// What is loaded, and from where: dropped, pasted or chosen.
import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDownload, IconFile, IconUpload } from '@/kernel/icons'
import { ACCEPT, COLUMNS, saveTemplate, type Unfit, unfit } from './files'
import type { LoadKind } from './shapes'

const KINDS = ['loans', 'ratings'] as const

interface ChooseProps {
  kind: LoadKind
  onKind: (kind: LoadKind) => void
  onFile: (file: File) => void
}

export function Choose({ kind, onKind, onFile }: ChooseProps) {
  const { t } = useTranslation('credit')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [wrong, setWrong] = useState<Unfit | 'several' | null>(null)
  const take = (files: FileList | readonly File[] | null | undefined) => {
    const [file, ...more] = [...(files ?? [])]
    if (!file) return
    const found = more.length > 0 ? 'several' : unfit(file)
    setWrong(found)
    if (!found) onFile(file)
  }
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      if ((event.clipboardData?.files.length ?? 0) === 0) return
      event.preventDefault()
      latest.current(event.clipboardData?.files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
  return (
    <>
      <fieldset className="kinds">
        <legend>{t('uploads.what')}</legend>
        {KINDS.map((each) => (
          <label key={each} className="card" data-on={each === kind || undefined}>
            <input type="radio" name="kind" value={each} checked={each === kind} onChange={() => { setWrong(null); onKind(each) }} />
            <span><b>{t(`uploads.kind.${each}`)}</b><Text size="sm" c="dimmed" component="span">{t(`uploads.kindHint.${each}`)}</Text></span>
          </label>
        ))}
      </fieldset>
      <section
        className="load-zone" aria-label={t('uploads.zone')} data-over={over || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true) }}
        onDragLeave={(event) => { if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) }}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files)
        }}
      >
        <IconUpload size={28} />
        <Text fw={600}>{t('uploads.drop')}</Text>
        <Text size="sm" c="dimmed" ta="center">{t('uploads.takes')}</Text>
        <Group gap="xs" justify="center">
          <Button leftSection={<IconFile />} onClick={() => input.current?.click()}>{t('uploads.choose')}</Button>
          <Button variant="default" leftSection={<IconDownload />} onClick={() => saveTemplate(kind)}>{t('uploads.template')}</Button>
        </Group>
        {wrong && <Text size="sm" role="alert" className="load-wrong">{t(`uploads.unfit.${wrong}`)}</Text>}
        <input
          ref={input} type="file" hidden accept={ACCEPT} aria-label={t('uploads.choose')}
          onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = '' }}
        />
      </section>
      <Text size="sm" c="dimmed" mt="sm">
        {t('uploads.needed')} <code>{COLUMNS[kind].needed.join(', ')}</code>{COLUMNS[kind].optional.length > 0 && <>{' · '}{t('uploads.optional')} <code>{COLUMNS[kind].optional.join(', ')}</code></>}
      </Text>
    </>
  )
}
