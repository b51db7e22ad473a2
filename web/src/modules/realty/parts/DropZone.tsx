// Where files are dropped, or chosen by those who do not drag; they are sent one by one, with how far each has come.
import { Anchor, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { useLocale } from '@/kernel/preferences'
import { told } from '@/kernel/toast'
import { Meter } from '@/kernel/Meter'
import { formatSize, type Kinds, unfit } from './upload'
import '../realty.css'

interface DropZoneProps {
  kinds: Kinds
  hint: string
  /** Names the place for those who do not see it. */
  label: string
  single?: boolean
  send: (file: File, progress: (percent: number) => void) => Promise<unknown>
  /** All that were dropped are through. */
  done: () => void
}

export function DropZone({ kinds, hint, label, single, send, done }: DropZoneProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  // Said here and not in a toast, which would lie upon the form's button.
  const [refused, setRefused] = useState<readonly string[]>([])
  const [sending, setSending] = useState<{ name: string; percent: number } | null>(null)

  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, single ? 1 : undefined)
    const fit = files.filter((file) => unfit(file, kinds) === null)
    setRefused(files.flatMap((file) => {
      const why = unfit(file, kinds)
      return why ? [t(`drop.${why}`, { name: file.name, most: formatSize(kinds.most, locale) })] : []
    }))
    for (const file of fit) {
      try {
        setSending({ name: file.name, percent: 0 })
        await send(file, (percent) => setSending({ name: file.name, percent }))
        told(t('drop.sent', { name: file.name }))
      } catch (error) {
        const problem = asProblem(error)
        const says = Object.values(problem.fields)[0] ?? problem.message
        setRefused((before) => [...before, t('drop.failed', { name: file.name, problem: says })])
      }
    }
    setSending(null)
    if (fit.length > 0) done()
  }
  return (
    <div
      className="drop-files no-print" role="group" aria-label={label} data-over={over || undefined}
      onDragOver={(event) => { event.preventDefault(); setOver(true) }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files) }}
    >
      {sending ? (
        <div role="status">
          <Text size="sm" mb={4}>{sending.name}</Text>
          <Meter label={t('drop.sending', sending)} percent={sending.percent} />
        </div>
      ) : (
        <>
          {t('drop.here')}{' '}
          <Anchor component="button" type="button" size="sm" onClick={() => input.current?.click()}>{t('drop.choose')}</Anchor>
          <small>{hint}</small>
        </>
      )}
      {refused.length > 0 && <small role="alert" data-bad>{refused.join(' ')}</small>}
      <input
        ref={input} type="file" multiple={!single} hidden aria-label={label} accept={[...kinds.types, ...endings(kinds)].join(',')}
        onChange={(event) => {
          // The list empties with the field: it is taken first.
          const files = event.currentTarget.files
          void take(files)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

/** Endings that a browser knows no type for. */
function endings(kinds: Kinds): string[] {
  return ['.glb', '.gltf', '.obj', '.fbx', '.blend', '.docx', '.xlsx'].filter((each) => kinds.endings.test(`x${each}`))
}
