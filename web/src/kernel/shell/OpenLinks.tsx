// Where a stranger may look around without an account.
import { Anchor, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Module } from '../module'

export function OpenLinks({ modules }: { modules: readonly Module[] }) {
  const { t } = useTranslation()
  const pages = modules.flatMap((module) => module.open ?? [])
  if (pages.length === 0) return null
  return (
    <Group component="nav" aria-label={t('menu')} gap="md" mt="xl">
      {pages.map((entry) => <Anchor key={entry.to} component={Link} to={entry.to} size="sm" c="dimmed" underline="always">{entry.label()}</Anchor>)}
    </Group>
  )
}
