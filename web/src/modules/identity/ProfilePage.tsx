import { Divider, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { meQuery, useMe } from '@/kernel/auth/session'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { Page } from '@/kernel/Page'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { same, useTwice } from './GatePages'
import { settingsQuery } from './settings'

export function ProfilePage() {
  const { t } = useTranslation('identity')
  return (
    <Page title={t('profile.title')} narrow>
      <Details />
      <Divider my="xl" />
      <Password />
    </Page>
  )
}

function Details() {
  const { t } = useTranslation('identity')
  const { t: plain } = useTranslation()
  const me = useMe()
  const settings = useQuery(settingsQuery)
  const queries = useQueryClient()
  const [version, setVersion] = useState(0)
  const save = async (draft: Draft, changed: ReadonlySet<string>) => {
    const account = ['name', 'phone', 'email'].some((name) => changed.has(name))
    if (account) await client.PUT('/api/auth/me', {
      body: {
        ...(changed.has('name') ? { name: given(draft, 'name') } : {}),
        ...(changed.has('phone') ? { phone: given(draft, 'phone') || null } : {}),
        ...(changed.has('email') ? { email: given(draft, 'email'), old_password: given(draft, 'old_password') } : {}),
      },
    })
    if (changed.has('address')) await client.PUT('/api/v1/settings', { body: { address: given(draft, 'address') || null } })
    await queries.fetchQuery({ ...meQuery, staleTime: 0 })
    await queries.fetchQuery({ ...settingsQuery, staleTime: 0 })
    setVersion(version + 1)
    told(plain('form.saved'))
  }
  return (
    <section aria-label={t('profile.details')}>
      <Title order={2} mb="md">{t('profile.details')}</Title>
      <RecordForm
        key={version} submitLabel={plain('save')} onSubmit={save}
        initial={{ name: me.name, email: me.email, phone: me.phone ?? '', address: settings.data?.address ?? '', old_password: '' }}
        fields={[
          { name: 'name', label: t('field.name'), kind: 'text', required: true, autoComplete: 'name' },
          { name: 'phone', label: t('field.phone'), kind: 'tel', autoComplete: 'tel' },
          { name: 'address', label: t('field.address'), kind: 'lines', autoComplete: 'street-address', description: t('field.addressHint') },
          { name: 'email', label: t('field.email'), kind: 'email', required: true, autoComplete: 'email' },
          { name: 'old_password', label: t('field.oldPassword'), kind: 'password', description: t('field.oldForEmail') },
        ]}
      />
    </section>
  )
}

function Password() {
  const { t } = useTranslation('identity')
  const twice = useTwice()
  const [version, setVersion] = useState(0)
  const save = async (draft: Draft) => {
    same(draft, t('profile.mismatch'))
    await client.PUT('/api/auth/me', { body: { old_password: given(draft, 'old_password'), new_password: given(draft, 'password') } })
    setVersion(version + 1)
    told(t('profile.passwordChanged'))
  }
  return (
    <section aria-label={t('profile.password')}>
      <Title order={2}>{t('profile.password')}</Title>
      <Text c="dimmed" size="sm" mb="md">{t('profile.passwordHint')}</Text>
      <RecordForm
        key={version} submitLabel={t('profile.changePassword')} onSubmit={save} initial={{ old_password: '', password: '', repeat: '' }}
        fields={[{ name: 'old_password', label: t('field.oldPassword'), kind: 'password', required: true }, ...twice]}
      />
    </section>
  )
}
