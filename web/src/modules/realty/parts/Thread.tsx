// A conversation: what was said, by whom, whether it was read, and where one writes.
import { ActionIcon, Anchor, Button, FileButton, Group, Text, Textarea } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/kernel/api/problem'
import { formatDay } from '@/kernel/dates'
import { useUnsaved } from '@/kernel/form/unsaved'
import { IconClose, IconFile } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Ago } from '@/kernel/Time'
import type { DirectMessage } from '../realty'
import { dayOf } from './days'
import { PAPERS, sendAttachment, type StoredFile, unfit } from './upload'
import '../realty.css'

interface ThreadProps {
  /** The oldest first. */
  messages: readonly DirectMessage[]
  /** The account of the one who reads. */
  me: number
  /** What the other one is called. */
  other: string
  send: (text: string, files: readonly StoredFile[]) => Promise<void>
  /** Offered above: earlier messages. */
  older?: ReactNode
  box?: RefObject<HTMLTextAreaElement | null>
}

export function Thread({ messages, me, other, send, older, box }: ThreadProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const end = useRef<HTMLLIElement>(null)
  const last = messages.at(-1)?.id
  useEffect(() => { end.current?.scrollIntoView({ block: 'nearest' }) }, [last])
  let day = ''
  return (
    <section aria-label={t('thread.label')}>
      {older}
      {messages.length === 0 && <Text c="dimmed" py="lg" ta="center">{t('thread.empty')}</Text>}
      <ol className="talk" aria-live="polite">
        {messages.flatMap((each) => {
          const own = each.sender_id === me
          const on = dayOf(new Date(each.created_at))
          const fresh = on !== day
          day = on
          return [
            ...(fresh ? [<li key={`day-${each.id}`} className="talk-day">{formatDay(on, locale)}</li>] : []),
            <li key={each.id} data-side={own ? 'own' : 'other'} {...(each.id === last ? { ref: end } : {})}>
              {each.subject && <b>{each.subject}</b>}
              <p><Private>{each.message_content}</Private></p>
              <Attached addresses={each.attachments} />
              <footer><span>{own ? t('thread.you') : <Private>{other}</Private>}</span><Ago at={each.created_at} />{own && <span>{each.is_read ? t('thread.read') : t('thread.unread')}</span>}</footer>
            </li>,
          ]
        })}
      </ol>
      <Compose send={send} {...(box ? { box } : {})} />
    </section>
  )
}

/** Papers by their addresses. */
export function Attached({ addresses }: { addresses: readonly string[] | null }) {
  const { t } = useTranslation('realty')
  if (!addresses || addresses.length === 0) return null
  return (
    <ul className="attached">
      {addresses.map((address) => {
        const name = decodeURIComponent(address.split('/').at(-1) ?? address)
        return <li key={address}><IconFile size={14} /><Anchor href={address} target="_blank" rel="noopener" inherit>{t('thread.opened', { name })}</Anchor></li>
      })}
    </ul>
  )
}

function Compose({ send, box }: Pick<ThreadProps, 'send' | 'box'>) {
  const { t } = useTranslation('realty')
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly StoredFile[]>([])
  const [sending, setSending] = useState<{ name: string; percent: number } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { release } = useUnsaved(text.trim() !== '' || files.length > 0)

  const attach = async (chosen: readonly File[]) => {
    setProblem(null)
    for (const file of chosen) {
      const why = unfit(file, PAPERS)
      if (why) {
        setProblem(t(`drop.${why}`, { name: file.name, most: '20 MB' }))
        continue
      }
      try {
        setSending({ name: file.name, percent: 0 })
        const stored = await sendAttachment(file, (percent) => setSending({ name: file.name, percent }))
        setFiles((before) => [...before, stored])
      } catch (error) {
        setProblem(t('drop.failed', { name: file.name, problem: asProblem(error).message }))
      }
    }
    setSending(null)
  }
  const submit = async () => {
    if (text.trim() === '' || busy || sending) return
    setBusy(true)
    setProblem(null)
    try {
      await release(() => send(text.trim(), files))
      setText('')
      setFiles([])
    } catch (error) {
      const found = asProblem(error)
      setProblem(Object.values(found.fields)[0] ?? found.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="no-print" style={{ marginTop: 16 }} onSubmit={(event) => { event.preventDefault(); void submit() }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => { event.preventDefault(); void attach([...event.dataTransfer.files]) }}
    >
      <Textarea
        {...(box ? { ref: box } : {})} label={t('thread.write')} rows={3} maxLength={10_000} value={text} error={problem} onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void submit()
          }
        }}
      />
      {(files.length > 0 || sending) && (
        <ul className="attached">
          {files.map((file) => (
            <li key={file.id}>
              <IconFile size={14} />{file.name}
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('thread.detach', { name: file.name })} onClick={() => setFiles(files.filter((each) => each.id !== file.id))}><IconClose size={14} /></ActionIcon>
            </li>
          ))}
          {sending && <li role="status">{t('drop.sending', sending)}</li>}
        </ul>
      )}
      <Group justify="space-between" mt="sm" gap="xs">
        <Text size="xs" c="dimmed">{t('thread.keys')}</Text>
        <Group gap="xs">
          <FileButton multiple onChange={(chosen) => void attach(chosen)}>{(props) => <Button {...props} variant="default" leftSection={<IconFile />}>{t('thread.attach')}</Button>}</FileButton>
          <Button type="submit" loading={busy} disabled={text.trim() === '' || sending !== null}>{t('thread.send')}</Button>
        </Group>
      </Group>
    </form>
  )
}
