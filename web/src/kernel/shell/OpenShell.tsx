// The frame of the pages that anybody may open, for whoever is not signed in: the same look, without what needs an account.
import { ActionIcon, AppShell, Button, Group, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { IconMoon, IconSun } from '../icons'
import type { Module } from '../module'

export function OpenShell({ modules }: { modules: readonly Module[] }) {
  const { t } = useTranslation()
  const pages = modules.flatMap((module) => module.open ?? [])
  const dark = useComputedColorScheme('light') === 'dark'
  const { setColorScheme } = useMantineColorScheme()
  const here = useRouterState({ select: (state) => state.location.href })
  return (
    <>
      <a className="skip" href="#content">{t('skip')}</a>
      <AppShell header={{ height: 52 }} padding={0}>
        <AppShell.Header className="header no-print">
          <Group h="100%" px="sm" gap="sm" wrap="nowrap" justify="space-between">
            <Group gap="lg" wrap="nowrap" className="open-nav">
              <Link to={pages[0]?.to ?? '/'} className="brand" aria-label={t('product')}><img src="/favicon.svg" alt="" width={24} height={24} /><span>{t('product')}</span></Link>
              <nav aria-label={t('menu')}>
                {pages.map((entry) => (
                  <Link key={entry.to} to={entry.to} className="nav-link" activeProps={{ 'aria-current': 'page' }}><entry.icon /><span>{entry.label()}</span></Link>
                ))}
              </nav>
            </Group>
            <Group gap={4} wrap="nowrap">
              <Tooltip label={dark ? t('lightMode') : t('darkMode')}>
                <ActionIcon variant="subtle" color="gray" size="lg" aria-label={dark ? t('lightMode') : t('darkMode')} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
                  {dark ? <IconSun /> : <IconMoon />}
                </ActionIcon>
              </Tooltip>
              <Button component={Link} to="/sign-in" search={{ next: here } as never} size="sm" variant="default">{t('signIn')}</Button>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Main id="content" tabIndex={-1}><Outlet /></AppShell.Main>
      </AppShell>
    </>
  )
}
