import { Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import { type Profile, useVisitor } from './customer'

const WAYS = ['email', 'phone', 'both'] as const

interface ProfileFormProps {
  hint?: string
  of?: NonNullable<Profile['customer']>
  onDone?: () => void
}

/** Who one is to a builder: wanted once, before the first visit or booking. */
export function ProfileForm({ hint, of, onDone }: ProfileFormProps) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const { me } = useVisitor()
  const [first = '', ...rest] = (me?.name ?? '').split(' ')
  return (
    <section>
      {!of && <Title order={3} mb={4}>{t('customer.profile.title')}</Title>}
      {hint && <Text size="sm" c="dimmed" mb="md">{hint}</Text>}
      <RecordForm
        submitLabel={t('customer.profile.submit')}
        initial={{
          first_name: of?.first_name ?? first, last_name: of?.last_name ?? rest.join(' '), phone: of?.phone ?? me?.phone ?? '', address: of?.address ?? '', date_of_birth: of?.date_of_birth ?? '',
          preferred_contact_method: of?.preferred_contact_method ?? 'email',
        }}
        fields={[
          { name: 'first_name', label: t('customer.profile.first'), kind: 'text', required: true, autoComplete: 'given-name' },
          { name: 'last_name', label: t('customer.profile.last'), kind: 'text', required: true, autoComplete: 'family-name' },
          { name: 'phone', label: t('customer.profile.phone'), kind: 'tel', required: true, autoComplete: 'tel' },
          { name: 'address', label: t('customer.profile.address'), kind: 'lines', autoComplete: 'street-address' },
          { name: 'date_of_birth', label: t('customer.profile.born'), kind: 'date' },
          { name: 'preferred_contact_method', label: t('customer.profile.way'), kind: 'select', options: WAYS.map((value) => ({ value, label: t(`customer.profile.by.${value}`) })) },
        ]}
        onSubmit={async (draft) => {
          await client.PUT('/api/realty/profile/customer', {
            body: {
              first_name: given(draft, 'first_name'), last_name: given(draft, 'last_name'), phone: given(draft, 'phone'), address: given(draft, 'address') || null,
              date_of_birth: given(draft, 'date_of_birth') || null, preferred_contact_method: WAYS.find((each) => each === draft.preferred_contact_method) ?? 'email',
            },
          })
          told(t('customer.profile.done'))
          await Promise.all((['/api/realty', '/api/customer', '/api/bookings'] as const).map((path) => refetch(queries, path)))
          onDone?.()
        }}
      />
    </section>
  )
}
