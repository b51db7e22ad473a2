// Where files are dropped, or chosen by those who do not drag.
import { Anchor } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, unfit } from './upload'

interface DropZoneProps {
  onFiles: (files: File[]) => void
}

export function DropZone({ onFiles }: DropZoneProps) {
  const { t } = useTranslation('insurance')
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])]
    const fit = files.filter((file) => unfit(file) === null)
    // Said here and not in a toast, which would lie upon the form's button.
    setRefused(files.flatMap((file) => {
      const why = unfit(file)
      return why ? [t(`documents.${why}`, { name: file.name })] : []
    }))
    if (fit.length > 0) onFiles(fit)
  }
  return (
    <div
      className="paper-drop no-print" data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true) }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files) }}
    >
      {t('documents.drop')}{' '}
      <Anchor component="button" type="button" size="sm" onClick={() => input.current?.click()}>{t('documents.choose')}</Anchor>
      <small>{t('documents.limit')}</small>
      {refused.length > 0 && <small role="alert" data-bad>{refused.join(' ')}</small>}
      <input
        ref={input} type="file" multiple hidden aria-label={t('documents.choose')} accept={KINDS.join(',')}
        onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = '' }}
      />
    </div>
  )
}
