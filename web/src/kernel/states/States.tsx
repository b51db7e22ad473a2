// What a page shows when it has nothing else to show: it says what to do.
import { Box, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem'

interface PlainProps {
  title: string
  children?: ReactNode
  action?: ReactNode
}

export function Empty({ title, children, action }: PlainProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" className="state">
      <Title order={2} size="h3">{title}</Title>
      {children && <Text c="dimmed" maw={440} ta="center">{children}</Text>}
      {action && <Box mt="sm">{action}</Box>}
    </Stack>
  )
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  if (problem.forbidden) return <Forbidden detail={problem.message} />
  const hint = problem.unreachable ? t('state.unreachable') : problem.status === 429 ? t('state.tooMany') : t('state.later')
  return (
    <Stack align="center" gap="xs" py={48} px="md" role="alert" className="state">
      <Title order={2} size="h3">{problem.status === 404 ? t('state.absent') : t('state.failed')}</Title>
      {!problem.unreachable && <Text maw={440} ta="center">{problem.message}</Text>}
      {problem.status !== 404 && <Text c="dimmed" maw={440} ta="center">{hint}</Text>}
      {problem.requestId && <Text size="xs" c="dimmed" ff="monospace">{t('state.request', { id: problem.requestId })}</Text>}
      {retry && <Group mt="sm"><Button variant="default" onClick={retry}>{t('retry')}</Button></Group>}
    </Stack>
  )
}

/** A missing right says which it is, and who can grant it. */
export function Forbidden({ permission, detail }: { permission?: string; detail?: string }) {
  const { t } = useTranslation()
  return (
    <Empty title={t('state.forbidden')}>
      {detail ? `${detail}. `.replace('..', '.') : ''}
      {permission ? t('state.forbiddenHint', { permission }) : t('state.forbiddenPlain')}
    </Empty>
  )
}

/** Grey lines in the shape of what is coming. */
export function Lines({ count = 4 }: { count?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap="sm" aria-busy="true" aria-label={t('state.loading')} role="status">
      {Array.from({ length: count }, (_, at) => <Skeleton key={at} h={14} w={`${90 - (at % 3) * 15}%`} />)}
    </Stack>
  )
}
