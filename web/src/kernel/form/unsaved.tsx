// Leaving a page with changes in it asks first.
import { Button, Group, Text } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import i18next from 'i18next'
import { useRef } from 'react'
import { openDialog } from '../dialogs'

export function useUnsaved(dirty: boolean) {
  const released = useRef(false)
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      // A filter or a page of the list beside the form is not leaving it.
      if (!dirty || released.current || current.pathname === next.pathname) return false
      return !(await mayLeave())
    },
    enableBeforeUnload: () => dirty && !released.current,
  })
  return {
    /** Runs a save, after which leaving needs no question. */
    release: async (save: () => Promise<void>) => {
      released.current = true
      try {
        await save()
      } finally {
        released.current = false
      }
    },
  }
}

function mayLeave(): Promise<boolean> {
  return new Promise((resolve) => {
    void openDialog({
      title: i18next.t('form.unsaved'),
      onClose: () => resolve(false),
      content: (close) => (
        <>
          <Text size="sm">{i18next.t('form.unsavedHint')}</Text>
          <Group justify="flex-end" mt="lg" gap="sm">
            <Button variant="default" onClick={() => { resolve(true); close() }}>{i18next.t('form.leave')}</Button>
            <Button data-autofocus onClick={close}>{i18next.t('form.stay')}</Button>
          </Group>
        </>
      ),
    })
  })
}
