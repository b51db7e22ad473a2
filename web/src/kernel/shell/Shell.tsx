// The frame of every signed-in page: menu, header, content; keys and live changes.
import { ActionIcon, AppShell, Burger, Button, Group, Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconEye, IconEyeOff, IconNarrow, IconQuestion, IconSearch } from '../icons'
import { useShortcuts } from '../keys'
import { listen } from '../live'
import type { Module } from '../module'
import { prefer, preferences, usePreferences } from '../preferences'
import { told } from '../toast'
import { Navigation } from './Navigation'
import { UserMenu } from './UserMenu'

const KeysHelp = lazy(() => import('./KeysHelp').then((file) => ({ default: file.KeysHelp })))
const Palette = lazy(() => import('./Palette').then((file) => ({ default: file.Palette })))

interface ShellProps {
  modules: readonly Module[]
}

export function Shell({ modules }: ShellProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { narrowMenu, blurred } = usePreferences()
  const [menu, { toggle, close }] = useDisclosure(false)
  // Their code is fetched when they are first opened; closed, they stay to fade out.
  const [help, setHelp] = useState<'never' | 'open' | 'closed'>('never')
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never')
  const path = useRouterState({ select: (state) => state.location.pathname })

  useEffect(() => listen(queries, modules), [queries, modules])
  useEffect(close, [path, close])

  // Asked when the key is pressed: what was drawn last may lag behind a second, quick press.
  const blur = () => {
    const on = !preferences().blurred
    prefer({ blurred: on })
    told(on ? t('blurOn') : t('blurOff'))
  }
  const group = t('keys.everywhere')
  useHotkeys([['mod+K', () => setPalette('open')]], [])
  useShortcuts([
    { key: '?', label: t('keys.help'), group, run: () => setHelp('open') },
    { key: 'b', label: t('keys.blur'), group, run: blur },
    { key: '[', label: t('keys.menu'), group, run: () => prefer({ narrowMenu: !preferences().narrowMenu }) },
  ])

  return (
    <>
      <a className="skip" href="#content">{t('skip')}</a>
      <AppShell
        header={{ height: 52 }} padding={0} transitionDuration={150}
        navbar={{ width: narrowMenu ? 60 : 232, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      >
        <AppShell.Header className="header no-print">
          <Group h="100%" px="sm" gap="sm" wrap="nowrap" justify="space-between">
            <Group gap="xs" wrap="nowrap">
              <Burger opened={menu} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('openMenu')} aria-expanded={menu} />
              <Link to="/" className="brand"><img src="/favicon.svg" alt="" width={24} height={24} /><span>{t('product')}</span></Link>
            </Group>
            <UnstyledButton className="palette-box" onClick={() => setPalette('open')} visibleFrom="sm">
              <IconSearch size={16} /><span>{t('goAnywhere')}</span><Kbd size="xs">{mac() ? '⌘' : 'Ctrl'} K</Kbd>
            </UnstyledButton>
            <Group gap={4} wrap="nowrap">
              <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" size="lg" aria-label={t('goAnywhere')} onClick={() => setPalette('open')}><IconSearch /></ActionIcon>
              {modules.map((module) => module.header && <Suspense key={module.name} fallback={null}><module.header /></Suspense>)}
              <Tooltip label={blurred ? t('showAmounts') : t('hideAmounts')}>
                <ActionIcon variant="subtle" color="gray" size="lg" aria-pressed={blurred} aria-label={t('hideAmounts')} onClick={blur}>
                  {blurred ? <IconEyeOff /> : <IconEye />}
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('keys.title')}>
                <ActionIcon visibleFrom="sm" variant="subtle" color="gray" size="lg" aria-label={t('keys.title')} onClick={() => setHelp('open')}><IconQuestion /></ActionIcon>
              </Tooltip>
              <UserMenu />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className="navbar no-print" aria-label={t('menu')} data-narrow={narrowMenu || undefined}>
          <Navigation modules={modules} narrow={narrowMenu && !menu} />
          <Button
            visibleFrom="sm" variant="subtle" color="gray" size="sm" m={8} mt="auto" className="narrow-button"
            leftSection={<IconNarrow />} aria-label={narrowMenu ? t('wideMenu') : t('narrowMenu')}
            onClick={() => prefer({ narrowMenu: !narrowMenu })}
          >
            {!narrowMenu && t('narrowMenu')}
          </Button>
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}><Outlet /></AppShell.Main>
      </AppShell>
      {help !== 'never' && (
        <Suspense fallback={null}><KeysHelp opened={help === 'open'} onClose={() => setHelp('closed')} /></Suspense>
      )}
      {palette !== 'never' && (
        <Suspense fallback={null}>
          <Palette modules={modules} opened={palette === 'open'} onClose={() => setPalette('closed')} />
        </Suspense>
      )}
    </>
  )
}

function mac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
