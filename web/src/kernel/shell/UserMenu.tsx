import { Avatar, Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut, useMe } from '../auth/session'
import { IconKey, IconMoon, IconOut, IconPerson, IconSliders, IconSun } from '../icons'
import { Private } from '../Private'

export function UserMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const leave = async () => {
    await signOut(queries)
    await navigate({ to: '/sign-in' })
  }
  const dark = scheme === 'dark'
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={`${initials(me.name)}: ${t('account', { name: me.name })}`} className="avatar-button">
          <Avatar aria-hidden="true" size={30} radius="xl" color="petrol" variant="filled">{initials(me.name)}</Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Private><Text size="sm" fw={600} c="var(--mantine-color-text)">{me.name}</Text><Text size="xs">{me.email}</Text></Private>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconPerson />}>{t('pages.profile')}</Menu.Item>
        <Menu.Item component={Link} to="/security" leftSection={<IconKey />}>{t('pages.security')}</Menu.Item>
        <Menu.Item component={Link} to="/preferences" leftSection={<IconSliders />}>{t('pages.preferences')}</Menu.Item>
        <Menu.Item leftSection={dark ? <IconSun /> : <IconMoon />} closeMenuOnClick={false} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {dark ? t('lightMode') : t('darkMode')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconOut />} onClick={() => void leave()}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initials(name: string): string {
  const [first = '?', ...rest] = name.trim().split(/\s+/)
  return `${first[0] ?? ''}${rest.at(-1)?.[0] ?? ''}`.toUpperCase()
}
