// The other pages before one is signed in: lost password, reset, set-up, registration, forced change.
import { Alert, Anchor, Button, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { meQuery, signOut } from '@/kernel/auth/session'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Gate } from '@/kernel/shell/Gate'
import { setupQuery, useEnter } from './SignInPage'

function Back({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('identity')
  return (
    <Stack>
      {children}
      <Anchor component={Link} to="/sign-in" size="sm">{t('forgot.back')}</Anchor>
    </Stack>
  )
}

export function ForgotPasswordPage() {
  const { t } = useTranslation('identity')
  const [sent, setSent] = useState(false)
  return (
    <Gate title={t('forgot.title')} hint={sent ? undefined : t('forgot.hint')}>
      <Back>
        {sent ? <Alert color="petrol" variant="outline" role="status">{t('forgot.sent')}</Alert> : (
          <RecordForm
            careless submitLabel={t('forgot.submit')} initial={{ email: '' }}
            fields={[{ name: 'email', label: t('field.email'), kind: 'email', required: true, autoComplete: 'email' }]}
            onSubmit={async (draft) => {
              await client.POST('/api/auth/password/forgot', { body: { email: given(draft, 'email') } })
              setSent(true)
            }}
          />
        )}
      </Back>
    </Gate>
  )
}

export function ResetPasswordPage({ token }: { token?: string | undefined }) {
  const { t } = useTranslation('identity')
  const [done, setDone] = useState(false)
  const fields = useTwice()
  return (
    <Gate title={t('reset.title')}>
      <Back>
        {!token && <Alert color="danger" variant="outline">{t('reset.noToken')}</Alert>}
        {done && <Alert color="petrol" variant="outline" role="status">{t('reset.done')}</Alert>}
        {token && !done && (
          <RecordForm
            careless submitLabel={t('reset.submit')} initial={{ password: '', repeat: '' }} fields={fields}
            onSubmit={async (draft) => {
              same(draft, t('profile.mismatch'))
              await client.POST('/api/auth/password/reset', { body: { token, password: given(draft, 'password') } })
              setDone(true)
            }}
          />
        )}
      </Back>
    </Gate>
  )
}

export function SetupPage({ token }: { token?: string | undefined }) {
  const { t } = useTranslation('identity')
  const enter = useEnter()
  const setup = useQuery(setupQuery)
  const twice = useTwice()
  if (setup.data && !setup.data.needed) return <Gate title={t('setup.title')} hint={t('setup.notNeeded')}><Back /></Gate>
  return (
    <Gate title={t('setup.title')} hint={token ? t('setup.hint') : t('setup.noToken')}>
      {token && (
        <RecordForm
          careless submitLabel={t('setup.submit')} initial={{ email: '', name: '', password: '', repeat: '' }}
          fields={[
            { name: 'email', label: t('field.email'), kind: 'email', required: true, autoComplete: 'email' },
            { name: 'name', label: t('field.name'), kind: 'text', required: true, autoComplete: 'name' }, ...twice,
          ]}
          onSubmit={async (draft) => {
            same(draft, t('profile.mismatch'))
            await client.POST('/api/setup', {
              body: { token, email: given(draft, 'email'), name: given(draft, 'name'), password: given(draft, 'password') },
            })
            await enter()
          }}
        />
      )}
    </Gate>
  )
}

export function RegisterPage() {
  const { t } = useTranslation('identity')
  const enter = useEnter()
  const setup = useQuery(setupQuery)
  const twice = useTwice()
  // Whoever registered now would be the first account, without a right, and set-up would be over.
  if (setup.data?.needed) return <Gate title={t('setup.title')}><Back><Text>{t('signIn.setup')}</Text></Back></Gate>
  if (setup.data && !setup.data.self_registration) return <Gate title={t('register.title')} hint={t('register.closed')}><Back /></Gate>
  return (
    <Gate title={t('register.title')}>
      <Back>
        <RecordForm
          careless submitLabel={t('register.submit')} initial={{ email: '', name: '', password: '', repeat: '' }}
          fields={[
            { name: 'email', label: t('field.email'), kind: 'email', required: true, autoComplete: 'email' },
            { name: 'name', label: t('field.name'), kind: 'text', required: true, autoComplete: 'name' }, ...twice,
          ]}
          onSubmit={async (draft) => {
            same(draft, t('profile.mismatch'))
            const body = { email: given(draft, 'email'), name: given(draft, 'name'), password: given(draft, 'password') }
            await client.POST('/api/auth/register', { body })
            await client.POST('/api/auth/login', { body: { email: body.email, password: body.password } })
            await enter()
          }}
        />
      </Back>
    </Gate>
  )
}

/** After an administrator set the password, nothing else works until it is changed. */
export function NewPasswordPage() {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const twice = useTwice()
  return (
    <Gate title={t('forced.title')} hint={t('forced.hint')}>
      <RecordForm
        careless submitLabel={t('forced.submit')} initial={{ old_password: '', password: '', repeat: '' }}
        fields={[{ name: 'old_password', label: t('field.oldPassword'), kind: 'password', required: true }, ...twice]}
        onSubmit={async (draft) => {
          same(draft, t('profile.mismatch'))
          await client.PUT('/api/auth/me', {
            body: { old_password: given(draft, 'old_password'), new_password: given(draft, 'password') },
          })
          queries.clear()
          await queries.fetchQuery(meQuery)
          await navigate({ to: '/', replace: true })
        }}
      />
      <Button variant="subtle" mt="md" onClick={() => void signOut(queries).then(() => navigate({ to: '/sign-in' }))}>
        {plain('signOut')}
      </Button>
    </Gate>
  )
}

/** A new password, typed twice. */
export function useTwice(): Field[] {
  const { t } = useTranslation('identity')
  return [
    { name: 'password', label: t('field.newPassword'), kind: 'new-password', required: true, description: t('field.passwordHint') },
    { name: 'repeat', label: t('field.repeat'), kind: 'new-password', required: true },
  ]
}

export function same(draft: Draft, message: string): void {
  if (draft.password !== draft.repeat) throw new Problem(422, message, null, { repeat: message })
}
