// Sign-in: identifier and password, then the second factor where it is on.
import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api, client } from '@/kernel/api/client'
import { safeNext } from '@/kernel/auth/next'
import { meQuery } from '@/kernel/auth/session'
import { RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Gate } from '@/kernel/shell/Gate'

/** What a stranger may know of this server: whether it waits for its first account, and who may register. */
export const setupQuery = $api.queryOptions('get', '/api/setup', undefined, { retry: false })

interface SignInPageProps {
  next?: string | undefined
  /** Beneath the form: where else one may go. */
  foot?: ReactNode
}

export function SignInPage({ next, foot }: SignInPageProps) {
  const { t } = useTranslation('identity')
  const [ticket, setTicket] = useState<string | null>(null)
  const setup = useQuery(setupQuery)
  const enter = useEnter(next)

  if (ticket) {
    return (
      <Gate title={t('signIn.codeTitle')} hint={t('signIn.codeHint')}>
        <RecordForm
          key="code" careless submitLabel={t('signIn.verify')} initial={{ code: '' }}
          fields={[{ name: 'code', label: t('signIn.code'), kind: 'text', required: true, autoComplete: 'one-time-code' }]}
          onSubmit={async (draft) => {
            await client.POST('/api/auth/2fa', { body: { mfa_token: ticket, code: given(draft, 'code').replace(/\s/g, '') } })
            await enter()
          }}
        />
        <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setTicket(null)}>{t('signIn.other')}</Anchor>
      </Gate>
    )
  }
  // Without a single account there is nobody to sign in, and only the link makes the first.
  if (setup.data?.needed) return <Gate title={t('setup.title')}><Text>{t('signIn.setup')}</Text></Gate>
  return (
    <Gate title={t('signIn.title')}>
      <Stack>
        <RecordForm
          key="password" careless submitLabel={t('signIn.submit')} initial={{ user_id: '', password: '' }}
          fields={[
            { name: 'user_id', label: t('signIn.who'), kind: 'text', required: true, autoComplete: 'username' },
            { name: 'password', label: t('signIn.password'), kind: 'password', required: true },
          ]}
          onSubmit={async (draft) => {
            const { data } = await client.POST('/api/auth/login', {
              body: { user_id: given(draft, 'user_id'), password: given(draft, 'password') },
            })
            if (data && 'mfa_token' in data && data.mfa_token) setTicket(data.mfa_token)
            else await enter()
          }}
        />
        <Group justify="space-between">
          <Anchor component={Link} to="/forgot-password" size="sm">{t('signIn.forgotten')}</Anchor>
          {setup.data?.self_registration && <Anchor component={Link} to="/register" size="sm">{t('signIn.register')}</Anchor>}
          <Anchor component={Link} to="/contact" size="sm">{t('signIn.contact')}</Anchor>
        </Group>
      </Stack>
      {foot}
    </Gate>
  )
}

/** Goes on to where one wanted to go, as whoever has just signed in. */
export function useEnter(next?: string) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    queries.clear()
    await queries.fetchQuery(meQuery)
    await navigate({ href: safeNext(next) ?? '/', replace: true })
  }
}
