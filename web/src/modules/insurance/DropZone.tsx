// Where files are dropped, or chosen by those who do not drag.
import { Anchor } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failed } from '@/kernel/toast'
import { KINDS, unfit } from './upload'

interface DropZoneProps {
  onFiles: (files: File[]) => void
}

export function DropZone({ onFiles }: DropZoneProps) {
  const { t } = useTranslation('insurance')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])]
    const fit = files.filter((file) => {
      const why = unfit(file)
      if (why) failed(new Error(t(`documents.${why}`, { name: file.name })))
      return !why
    })
    if (fit.length > 0) onFiles(fit)
  }
  return (
    <div
      className="drop no-print" data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true) }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files) }}
    >
      {t('documents.drop')}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => input.current?.click()}>{t('documents.choose')}</Anchor>
      <small>{t('documents.limit')}</small>
      <input
        ref={input} type="file" multiple hidden aria-label={t('documents.choose')} accept={KINDS.join(',')}
        onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = '' }}
      />
    </div>
  )
}
