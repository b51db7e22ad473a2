// The frame of the pages before one is signed in.
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTitle } from '../title'

export function Gate({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <div className="gate">
      <main id="content">
        <Group gap="xs" mb="lg"><img src="/favicon.svg" alt="" width={28} height={28} /><Text fw={650}>{t('product')}</Text></Group>
        <Title order={1} mb={hint ? 'xs' : 'md'}>{title}</Title>
        {hint && <Text c="dimmed" mb="md" size="sm">{hint}</Text>}
        {children}
      </main>
    </div>
  )
}
