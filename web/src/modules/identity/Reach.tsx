// How the house may reach a person. A switch is saved at once.
import { Stack, Switch, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useMe } from '@/kernel/auth/session'
import { Failed, Lines } from '@/kernel/states/States'
import { failed } from '@/kernel/toast'
import { settingsQuery } from './settings'

export function Reach() {
  const { t } = useTranslation('identity')
  const me = useMe()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(settingsQuery)
  const change = async (part: { email_notifications?: boolean; sms_notifications?: boolean }) => {
    // An answer that is still on its way would show what was.
    await queries.cancelQueries(settingsQuery)
    if (data) queries.setQueryData(settingsQuery.queryKey, { ...data, ...part })
    try {
      const { data: kept } = await client.PUT('/api/v1/settings', { body: part })
      if (kept) queries.setQueryData(settingsQuery.queryKey, kept)
    } catch (problem) {
      failed(problem)
      await refetch()
    }
  }
  return (
    <section aria-label={t('preferences.reach')}>
      <Title order={2}>{t('preferences.reach')}</Title>
      <Text c="dimmed" size="sm" mb="md">{t('preferences.reachHint')}</Text>
      {error && !data ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={2} /> : (
        <Stack gap="md">
          <Switch
            label={t('preferences.mail')} description={t('preferences.mailHint', { email: me.email })} checked={data.email_notifications}
            onChange={(event) => void change({ email_notifications: event.currentTarget.checked })}
          />
          <Switch
            label={t('preferences.sms')} description={data.phone_number ? t('preferences.smsHint', { phone: data.phone_number }) : t('preferences.smsNone')}
            checked={data.sms_notifications} disabled={!data.phone_number && !data.sms_notifications}
            onChange={(event) => void change({ sms_notifications: event.currentTarget.checked })}
          />
        </Stack>
      )}
    </section>
  )
}
