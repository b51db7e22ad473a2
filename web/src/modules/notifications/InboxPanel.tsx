// One notification. Opening it marks it as read.
import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { refetch } from '@/kernel/live'
import { Private } from '@/kernel/Private'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { API, insideLink, kindName } from './inbox'

export function InboxPanel({ id }: { id: number }) {
  const { t } = useTranslation('notifications')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const close = useClose('/inbox')
  const { data, error, refetch: again } = useQuery($api.queryOptions('get', '/api/v1/notifications/{id}', { params: { path: { id } } }))
  const unread = data?.is_read === false
  useEffect(() => {
    if (!unread) return
    void client.PUT('/api/v1/notifications/{id}/mark-as-read', { params: { path: { id } } })
      .then(() => refetch(queries, API), failed)
  }, [unread, id, queries])

  const remove = () => confirm({
    title: t('inbox.remove'), text: t('inbox.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE('/api/v1/notifications/{id}', { params: { path: { id } } })
        close()
        told(t('inbox.removed'))
      } catch (problem) {
        failed(problem)
      }
      await refetch(queries, '/api/v1/notifications')
    },
  })
  const link = insideLink(data?.link ?? null)
  return (
    <SidePanel title={data?.title ?? t('inbox.one')} page={t('inbox.title')} onClose={close}>
      {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
      {!data && !error ? <Lines /> : null}
      {data && (
        <>
          <Text mb="md" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}><Private>{data.message}</Private></Text>
          <dl className="facts">
            <dt>{t('inbox.received')}</dt><dd><Ago at={data.created_at} /></dd>
            <dt>{t('inbox.kind')}</dt><dd>{kindName(data.kind)}</dd>
            <dt>{t('inbox.filed')}</dt><dd>{t(`type.${data.notification_type}`)}</dd>
          </dl>
          <Group gap="sm">
            {link && <Button component={Link} to={link}>{t('inbox.open')}</Button>}
            <Button variant="outline" color="danger" onClick={remove}>{plain('remove')}</Button>
          </Group>
        </>
      )}
    </SidePanel>
  )
}
