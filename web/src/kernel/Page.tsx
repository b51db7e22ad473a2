import { Box, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTitle } from './title'

interface PageProps {
  title: string
  /** A sentence under the title, where one helps. */
  hint?: string
  actions?: ReactNode
  children: ReactNode
  narrow?: boolean
}

export function Page({ title, hint, actions, children, narrow }: PageProps) {
  useTitle(title)
  return (
    <Box className="page" maw={narrow ? 720 : undefined}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
        <div>
          <Title order={1} tabIndex={-1}>{title}</Title>
          {hint && <Text c="dimmed" mt={4} maw={640}>{hint}</Text>}
        </div>
        {actions && <Group gap="xs" className="no-print">{actions}</Group>}
      </Group>
      {children}
    </Box>
  )
}
