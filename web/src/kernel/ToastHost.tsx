import { Button, Group, Text } from '@mantine/core'
import { notifications, Notifications } from '@mantine/notifications'
import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import i18next from 'i18next'
import { useEffect } from 'react'
import { asProblem } from './api/problem'
import { IconCheck, IconWarning } from './icons'
import type { LateProps } from './late'

const UNDO_TIME = 8_000

export function ToastHost({ onReady }: LateProps) {
  useEffect(onReady, [onReady])
  return <Notifications position="bottom-right" limit={4} />
}

export function told(message: string): void {
  notifications.show({ ...closable(), message, icon: <IconCheck />, autoClose: 4_000, withBorder: true })
}

export function failed(error: unknown): void {
  const problem = asProblem(error)
  notifications.show({
    ...closable(),
    color: 'danger',
    icon: <IconWarning />,
    withBorder: true,
    autoClose: 12_000,
    message: (
      <>
        {problem.unreachable ? i18next.t('state.unreachable') : problem.message}
        {problem.requestId && <Text size="xs" c="dimmed">{i18next.t('state.request', { id: problem.requestId })}</Text>}
      </>
    ),
  })
}

export function undoable(message: string, undo: () => Promise<unknown>): void {
  const id = `undo-${Date.now()}`
  const run = async () => {
    notifications.hide(id)
    try {
      await undo()
      told(i18next.t('undone'))
    } catch (error) {
      failed(error)
    }
  }
  notifications.show({
    ...closable(),
    id,
    withBorder: true,
    autoClose: UNDO_TIME,
    icon: <IconCheck />,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="default" onClick={() => void run()}>{i18next.t('undo')}</Button>
      </Group>
    ),
  })
}

function closable() {
  return { closeButtonProps: { 'aria-label': i18next.t('close') } }
}
