// An account for buying a home, or for selling homes.
import { Anchor, SegmentedControl, Stack } from '@mantine/core'
import '@mantine/core/styles/FloatingIndicator.css'
import '@mantine/core/styles/SegmentedControl.css'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import { safeNext } from '@/kernel/auth/next'
import { meQuery } from '@/kernel/auth/session'
import type { Field } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Gate } from '@/kernel/shell/Gate'
import '../customer/words'

type Side = 'customer' | 'builder'

interface JoinPageProps {
  next?: string | undefined
  as: Side
}

export function JoinPage({ next, as }: JoinPageProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [side, setSide] = useState<Side>(as)
  const text = (name: string, label: string, rest: Partial<Field> = {}): Field => ({ name, label, kind: 'text', required: true, ...rest })
  const fields: Field[] = [
    ...(side === 'customer' ? [
      text('first_name', t('customer.profile.first'), { autoComplete: 'given-name' }), text('last_name', t('customer.profile.last'), { autoComplete: 'family-name' }),
    ] : [
      text('company_name', t('customer.join.company'), { autoComplete: 'organization' }), text('license_number', t('customer.join.license')),
      text('address', t('customer.join.address'), { kind: 'lines', autoComplete: 'street-address' }),
    ]),
    text('phone', t('customer.profile.phone'), { kind: 'tel', autoComplete: 'tel' }),
    text('email', t('customer.join.email'), { kind: 'email', autoComplete: 'email' }),
    text('password', t('customer.join.password'), { kind: 'new-password', description: t('customer.join.passwordHint') }),
    text('repeat', t('customer.join.repeat'), { kind: 'new-password' }),
  ]
  const join = async (draft: Draft) => {
    if (draft.password !== draft.repeat) throw new Problem(422, t('customer.join.mismatch'), null, { repeat: t('customer.join.mismatch') })
    const [email, password] = [given(draft, 'email'), given(draft, 'password')]
    const of = (...names: string[]) => Object.fromEntries(names.map((name) => [name, given(draft, name)]))
    await client.POST('/api/auth/register', {
      body: side === 'customer'
        ? { email, password, user_type: 'customer', name: `${given(draft, 'first_name')} ${given(draft, 'last_name')}`, phone: given(draft, 'phone'), customer_data: of('first_name', 'last_name', 'phone') }
        : { email, password, user_type: 'builder', name: given(draft, 'company_name'), phone: given(draft, 'phone'), builder_data: of('company_name', 'license_number', 'phone', 'address') },
    })
    await client.POST('/api/auth/login', { body: { email, password } })
    queries.clear()
    await queries.fetchQuery(meQuery)
    await navigate({ href: safeNext(next) ?? '/', replace: true })
  }
  return (
    <Gate title={t('customer.join.title')} hint={t(`customer.join.hint.${side}`)}>
      <Stack>
        <SegmentedControl
          fullWidth aria-label={t('customer.join.as')} value={side} onChange={(value) => setSide(value === 'builder' ? 'builder' : 'customer')}
          data={[{ value: 'customer', label: t('customer.join.customer') }, { value: 'builder', label: t('customer.join.builder') }]}
        />
        <RecordForm
          careless submitLabel={t('customer.join.submit')} failure={t('customer.join.failed')} fields={fields} onSubmit={join}
          initial={{ first_name: '', last_name: '', company_name: '', license_number: '', address: '', phone: '', email: '', password: '', repeat: '' }}
        />
        <Anchor component={Link} to="/sign-in" size="sm" {...(next ? { search: { next } as never } : {})}>{t('customer.join.signIn')}</Anchor>
      </Stack>
    </Gate>
  )
}
