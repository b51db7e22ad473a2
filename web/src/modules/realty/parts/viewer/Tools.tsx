import { ActionIcon, Tooltip } from '@mantine/core'
import { useFullscreenElement } from '@mantine/hooks'
import { type ReactNode, type RefObject, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { IconCamera, IconDown, IconFit, IconFull, IconLeft, IconMinus, IconPlus, IconReset, IconRight, IconUp } from '@/kernel/icons'

interface ToolsProps {
  turn: (across: number, up: number) => void
  nearer: (factor: number) => void
  fit: () => void
  reset: () => void
  picture: () => void
  full: RefObject<HTMLElement | null>
}

/** Whatever the pointer does, as buttons. */
export function Tools({ turn, nearer, fit, reset, picture, full }: ToolsProps) {
  const { t } = useTranslation('realty')
  const { ref, toggle, fullscreen } = useFullscreenElement()
  useEffect(() => { ref(full.current) }, [ref, full])
  const tool = (label: string, icon: ReactNode, run: () => void, pressed?: boolean) => (
    <Tooltip label={label} position="top">
      <ActionIcon variant="default" size="lg" aria-label={label} aria-pressed={pressed} onClick={run}>{icon}</ActionIcon>
    </Tooltip>
  )
  return (
    <div className="viewer-tools no-print" role="toolbar" aria-label={t('customer.viewer.tools')}>
      {tool(t('customer.viewer.left'), <IconLeft />, () => turn(-1, 0))}
      {tool(t('customer.viewer.right'), <IconRight />, () => turn(1, 0))}
      {tool(t('customer.viewer.up'), <IconUp />, () => turn(0, 1))}
      {tool(t('customer.viewer.down'), <IconDown />, () => turn(0, -1))}
      {tool(t('customer.viewer.nearer'), <IconPlus />, () => nearer(0.8))}
      {tool(t('customer.viewer.farther'), <IconMinus />, () => nearer(1.25))}
      {tool(t('customer.viewer.fit'), <IconFit />, fit)}
      {tool(t('customer.viewer.reset'), <IconReset />, reset)}
      {tool(t('customer.viewer.picture'), <IconCamera />, picture)}
      {document.fullscreenEnabled && tool(t('customer.viewer.full'), <IconFull />, () => void toggle(), fullscreen)}
    </div>
  )
}
