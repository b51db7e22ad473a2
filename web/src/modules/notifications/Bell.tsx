// How much is unread, on every page; the newest of it on a click.
import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { IconBell } from '@/kernel/icons'
import { unreadQuery } from './inbox'
import './bell.css'

const Newest = lazy(() => import('./Newest').then((file) => ({ default: file.Newest })))

export function Bell() {
  return useCan()('notifications:read') ? <Counted /> : null
}

function Counted() {
  const { t } = useTranslation('notifications')
  const [open, setOpen] = useState(false)
  const { data } = useQuery(unreadQuery)
  const count = data?.unread_count ?? 0
  const label = t('bell.label', { count })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width="min(400px, calc(100vw - 24px))" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={label} disabled={open}>
          <ActionIcon className="bell" variant="subtle" color="gray" size="lg" aria-label={label} onClick={() => setOpen(!open)}>
            <IconBell />
            {count > 0 && <span className="bell-count" aria-hidden="true">{count > 99 ? '99+' : count}</span>}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('bell.newest')}>
        {open && <Suspense fallback={null}><Newest unread={count} close={() => setOpen(false)} /></Suspense>}
      </Popover.Dropdown>
    </Popover>
  )
}
