import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'

/** What /health says, asked again every half minute while one looks. */
export function SystemStatus() {
  const { t } = useTranslation('identity')
  const health = useQuery($api.queryOptions('get', '/health', undefined, { refetchInterval: 30_000, retry: false }))
  const { data } = health
  const well = data?.status === 'healthy'
  // A degraded server says so with a 503; only silence means that it is away.
  const silent = health.error !== null && asProblem(health.error).status !== 503
  return (
    <section className="card" aria-label={t('overview.system')}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">{t('overview.system')}</Title>
        {(data || health.error) && (
          <Status tone={well ? 'good' : 'bad'}>
            {silent ? t('overview.down') : well ? t('overview.healthy') : t('overview.degraded')}
          </Status>
        )}
      </Group>
      {!data && !health.error && <Lines count={3} />}
      {data && (
        <dl className="facts" style={{ marginBottom: 0 }}>
          <dt>{t('overview.api')}</dt><dd><Status tone="good">{t('overview.running')}</Status></dd>
          <dt>{t('overview.database')}</dt>
          <dd>
            <Status tone={data.database.connected ? 'good' : 'bad'}>{data.database.connected ? t('overview.connected') : t('overview.disconnected')}</Status>
            <Text span size="sm" c="dimmed"> {data.database.kind}</Text>
          </dd>
          <dt>{t('overview.redis')}</dt>
          <dd>
            <Status tone={data.redis === 'connected' ? 'good' : data.redis === 'down' ? 'bad' : 'still'}>
              {data.redis === 'connected' ? t('overview.connected') : data.redis === 'down' ? t('overview.disconnected') : t('overview.disabled')}
            </Status>
          </dd>
          <dt>{t('overview.environment')}</dt><dd>{data.environment} <Text span size="sm" c="dimmed">{t('overview.version', { version: data.version })}</Text></dd>
        </dl>
      )}
    </section>
  )
}
