// The ways that each kind of notice takes. A tick is saved at once, and undone by another.
import { Alert, Checkbox, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { Failed, Lines } from '@/kernel/states/States'
import { failed } from '@/kernel/toast'
import { type Channel, channelsQuery, kindName } from './inbox'
import './bell.css'

export function Channels() {
  return useCan()('notifications:read') ? <Table /> : null
}

function Table() {
  const { t } = useTranslation('notifications')
  const queries = useQueryClient()
  const channels = useQuery(channelsQuery)
  const settings = useQuery($api.queryOptions('get', '/api/v1/settings'))
  const noMail = settings.data?.email_notifications === false

  const choose = async (channel: Channel, part: Partial<Pick<Channel, 'in_app' | 'mail'>>) => {
    const put = (change: Partial<Channel>) => queries.setQueryData<Channel[]>(channelsQuery.queryKey, (all) =>
      all?.map((each) => (each.kind === channel.kind ? { ...each, ...change } : each)))
    put(part)
    try {
      const { data } = await client.PUT('/api/v1/notifications/channels/{kind}', { params: { path: { kind: channel.kind } }, body: part })
      if (data) put(data)
    } catch (error) {
      put(channel)
      failed(error)
    }
  }
  const all = channels.data ?? []
  const groups = [...new Set(all.map((each) => each.module))]
  return (
    <section aria-label={t('channels.title')}>
      <Title order={2}>{t('channels.title')}</Title>
      <Text c="dimmed" size="sm" mb="sm">{t('channels.hint')}</Text>
      {noMail && <Alert color="gray" variant="outline" mb="sm">{t('channels.noMail')}</Alert>}
      {channels.error && !channels.data ? <Failed error={channels.error} retry={() => void channels.refetch()} /> : !channels.data ? <Lines count={8} /> : (
        <table className="channels">
          <thead><tr><th scope="col">{t('channels.kind')}</th><th scope="col" className="way">{t('channels.inApp')}</th><th scope="col" className="way">{t('channels.mail')}</th></tr></thead>
          {groups.map((group) => (
            <tbody key={group}>
              <tr className="group"><th scope="rowgroup" colSpan={3}>{moduleName(group)}</th></tr>
              {all.filter((each) => each.module === group).map((each) => {
                const kind = kindName(each.kind, each.title)
                return (
                  <tr key={each.kind}>
                    <th scope="row">{kind}</th>
                    <td className="way"><Checkbox aria-label={t('channels.inAppOf', { kind })} checked={each.in_app} onChange={(event) => void choose(each, { in_app: event.currentTarget.checked })} /></td>
                    <td className="way"><Checkbox aria-label={t('channels.mailOf', { kind })} disabled={noMail} checked={each.mail && !noMail} onChange={(event) => void choose(each, { mail: event.currentTarget.checked })} /></td>
                  </tr>
                )
              })}
            </tbody>
          ))}
        </table>
      )}
    </section>
  )

  function moduleName(module: string): string {
    return module === 'planning' || module === 'insurance' || module === 'support' || module === 'notifications' ? t(`module.${module}`) : t('module.other')
  }
}
