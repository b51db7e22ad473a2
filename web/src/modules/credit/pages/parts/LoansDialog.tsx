// The loans behind a figure: how many there are, the grid of all of them, files, and more of them on demand.
import { Anchor, Button, Group, Modal, Text } from '@mantine/core'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed, Lines } from '@/kernel/states/States'
import { FILE_FORMATS, type FileFormat } from '../../frame/analysis'
import { useLoansLink } from '../../frame/portfolio'

/** So many are shown at first, and at most: the grid and the files have all of them. */
export const SIZE = 50
const MOST = 500

interface Told {
  total: number
  filter?: unknown
}

interface LoansDialogProps<T extends Told> {
  of: { data: T | undefined; error: unknown; again: () => void; download: (format: FileFormat) => Promise<void> }
  title: string
  /** How many there are, in words. */
  said: (data: T) => string
  limit: number
  onLimit: (limit: number) => void
  close: () => void
  children: (data: T) => ReactNode
}

export function LoansDialog<T extends Told>({ of: { data, error, again, download }, title, said, limit, onLimit, close, children }: LoansDialogProps<T>) {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const to = useLoansLink()
  return (
    <Modal opened onClose={close} title={title} size="xl" closeButtonProps={{ 'aria-label': plain('close') }}>
      {error && !data ? <Failed error={error} retry={again} /> : !data ? <Lines count={6} /> : (
        <>
          <Group justify="space-between" mb="xs">
            <Text size="sm" c="dimmed">{said(data)}</Text>
            {data.total > 0 && (
              <Group gap="xs">
                {Boolean(data.filter) && <Anchor component={Link} to={to(data.filter)} size="sm">{t('analyses.opened.grid')}</Anchor>}
                {FILE_FORMATS.map((format) => <Button key={format} size="xs" variant="default" onClick={() => void download(format)}>{format.toUpperCase()}</Button>)}
              </Group>
            )}
          </Group>
          {data.total === 0 ? <Text c="dimmed">{t('analyses.opened.none')}</Text> : children(data)}
          {data.total > limit && limit < MOST && <Button mt="sm" variant="default" onClick={() => onLimit(Math.min(MOST, limit * 4))}>{t('portfolios.more')}</Button>}
        </>
      )}
    </Modal>
  )
}
