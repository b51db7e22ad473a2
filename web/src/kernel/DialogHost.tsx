import { modals, ModalsProvider } from '@mantine/modals'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import i18next from 'i18next'
import { type ReactNode, useEffect } from 'react'
import type { LateProps } from './late'

export interface DialogSettings {
  title: string
  content: (close: () => void) => ReactNode
  onClose?: () => void
}

export function DialogHost({ onReady }: LateProps) {
  useEffect(onReady, [onReady])
  return <ModalsProvider>{null}</ModalsProvider>
}

export function show({ title, content, onClose }: DialogSettings): void {
  const id: string = modals.open({
    title,
    closeButtonProps: { 'aria-label': i18next.t('close') },
    children: content(() => modals.close(id)),
    ...(onClose ? { onClose } : {}),
  })
}
