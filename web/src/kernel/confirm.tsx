// Questions before what cannot be undone; the gravest want a word typed.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import i18next from 'i18next'
import { type FormEvent, useState } from 'react'
import { openDialog } from './dialogs'

interface Question {
  title: string
  text: string
  confirm: string
  /** Has to be typed before the button works. */
  typed?: string
  run: () => Promise<void>
}

export function confirm(question: Question): void {
  void openDialog({ title: question.title, content: (close) => <Confirm {...question} close={close} /> })
}

function Confirm({ text, confirm: label, typed, run, close }: Question & { close: () => void }) {
  const [entered, setEntered] = useState('')
  const [busy, setBusy] = useState(false)
  const ready = !typed || entered.trim() === typed
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    try {
      await run()
      close()
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <Text size="sm">{text}</Text>
        {typed && (
          <TextInput
            data-autofocus autoComplete="off" label={i18next.t('form.typeToConfirm', { text: typed })}
            value={entered} onChange={(event) => setEntered(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>{i18next.t('cancel')}</Button>
          <Button type="submit" color="danger" disabled={!ready} loading={busy}>{label}</Button>
        </Group>
      </Stack>
    </form>
  )
}
