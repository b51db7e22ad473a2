// A record opened beside its list. Wide screens show both; on narrow ones it covers the list.
import { ActionIcon, Box, CloseButton, FocusTrap, Group, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { IconDown, IconUp } from '../icons'
import { useTitle } from '../title'

interface SidePanelProps {
  title: string
  subtitle?: ReactNode
  onClose: () => void
  /** Opens the record before or after this one in the list. */
  onStep?: (by: -1 | 1) => void
  children: ReactNode
  page: string
}

export function SidePanel({ title, subtitle, onClose, onStep, children, page }: SidePanelProps) {
  const { t } = useTranslation()
  useTitle(title, page)
  const narrow = useMediaQuery('(max-width: 75em)', false, { getInitialValueInEffect: false })
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef<Element | null>(null)

  useEffect(() => {
    before.current = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus()
    }
  }, [])

  return (
    <FocusTrap active={narrow}>
      <Box
        component="aside" className="panel" aria-label={title} {...(narrow ? { role: 'dialog', 'aria-modal': true } : {})}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) onClose()
        }}
      >
        <Group justify="space-between" wrap="nowrap" align="flex-start" className="panel-head">
          <div className="panel-title">
            <Title order={2} ref={heading} tabIndex={-1}>{title}</Title>
            {subtitle}
          </div>
          <Group gap={4} wrap="nowrap" className="no-print">
            {onStep && <ActionIcon variant="subtle" color="gray" aria-label={t('keys.up')} onClick={() => onStep(-1)}><IconUp /></ActionIcon>}
            {onStep && <ActionIcon variant="subtle" color="gray" aria-label={t('keys.down')} onClick={() => onStep(1)}><IconDown /></ActionIcon>}
            <CloseButton aria-label={t('close')} onClick={onClose} />
          </Group>
        </Group>
        <div className="panel-body">{children}</div>
      </Box>
    </FocusTrap>
  )
}
