// The address under which a calendar program reads one's appointments.
import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { openDialog } from '@/kernel/dialogs'
import { IconCalendar } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { failed, told } from '@/kernel/toast'

const PATH = '/api/realty/calendar'

export function CalendarFeed() {
  const { t } = useTranslation('realty')
  return <Button variant="default" leftSection={<IconCalendar />} onClick={() => void openDialog({ title: t('builder.feed.title'), content: (close) => <Feed close={close} /> })}>{t('builder.feed.open')}</Button>
}

function Feed({ close }: { close: () => void }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const state = useQuery($api.queryOptions('get', PATH)).data
  const [url, setUrl] = useState<string | null>(null)
  const make = async () => {
    try {
      const { data } = await client.POST(PATH)
      setUrl(data?.url ?? null)
    } catch (error) {
      failed(error)
    }
    await refetch(queries, PATH)
  }
  const revoke = async () => {
    try {
      await client.DELETE(PATH)
      told(t('builder.feed.revoked'))
      close()
    } catch (error) {
      failed(error)
    }
    await refetch(queries, PATH)
  }
  return (
    <Stack>
      <Text size="sm">{t('builder.feed.text')}</Text>
      {url && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <TextInput style={{ flex: 1 }} readOnly label={t('builder.feed.address')} description={t('builder.feed.once')} value={url} onFocus={(event) => event.currentTarget.select()} />
          <CopyButton value={url}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? plain('copied') : plain('copy')}</Button>}</CopyButton>
        </Group>
      )}
      <Group justify="flex-end" gap="sm">
        {state?.active && <Button variant="outline" color="danger" onClick={() => void revoke()}>{t('builder.feed.revoke')}</Button>}
        {!url && <Button data-autofocus onClick={() => void make()}>{state?.active ? t('builder.feed.again') : t('builder.feed.make')}</Button>}
      </Group>
    </Stack>
  )
}
