import { Button, Divider, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { Failed, Lines } from '@/kernel/states/States'
import { failed, told } from '@/kernel/toast'
import { SessionFacts } from './SessionFacts'
import { TwoFactor } from './TwoFactor'

export function SecurityPage() {
  const { t } = useTranslation('identity')
  return (
    <Page title={t('security.title')} narrow>
      <TwoFactor />
      <Divider my="xl" />
      <OwnSessions />
    </Page>
  )
}

function OwnSessions() {
  const { t } = useTranslation('identity')
  const queries = useQueryClient()
  const sessions = useQuery($api.queryOptions('get', '/api/auth/sessions'))
  const end = async (run: () => Promise<unknown>, message: string) => {
    try {
      await run()
      told(message)
    } catch (error) {
      failed(error)
    }
    await refetch(queries, '/api/auth/sessions')
  }
  return (
    <section aria-label={t('session.title')}>
      <Title order={2}>{t('session.title')}</Title>
      <Text c="dimmed" size="sm" mb="sm">{t('session.hint')}</Text>
      {sessions.error ? <Failed error={sessions.error} retry={() => void sessions.refetch()} /> : !sessions.data ? <Lines /> : (
        <ul className="timeline">
          {sessions.data.map((session) => (
            <li key={session.id}>
              <Group justify="space-between" wrap="nowrap">
                <div><SessionFacts session={session} /></div>
                {!session.current && (
                  <Button
                    variant="default" size="compact-sm"
                    onClick={() => void end(() => client.DELETE('/api/auth/sessions/{id}', { params: { path: { id: session.id } } }), t('session.ended'))}
                  >
                    {t('session.end')}
                  </Button>
                )}
              </Group>
            </li>
          ))}
        </ul>
      )}
      {(sessions.data?.length ?? 0) > 1 && (
        <Button variant="default" mt="md" onClick={() => void end(() => client.DELETE('/api/auth/sessions'), t('session.endedOthers'))}>
          {t('session.endOthers')}
        </Button>
      )}
    </section>
  )
}
