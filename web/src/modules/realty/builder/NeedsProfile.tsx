// A builder says who he is before he sells: without it there is nothing to show.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Field } from '@/kernel/form/field'
import { RecordForm } from '@/kernel/form/RecordForm'
import { refetch } from '@/kernel/live'
import { Page } from '@/kernel/Page'
import { given } from '@/kernel/resource/resource'
import { Failed, Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { profileQuery } from './desk'

export function NeedsProfile({ children }: { children: ReactNode }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const { data, error, refetch: again } = useQuery(profileQuery)
  if (error && !data) return <Page title={t('title')}><Failed error={error} retry={() => void again()} /></Page>
  if (!data) return <Page title={t('title')}><Lines count={6} /></Page>
  if (data.builder) return children
  const fields: Field[] = [
    { name: 'company_name', label: t('builder.profile.company'), kind: 'text', required: true, autoComplete: 'organization' },
    { name: 'license_number', label: t('builder.profile.license'), kind: 'text', required: true },
    { name: 'phone', label: t('builder.profile.phone'), kind: 'tel', required: true, autoComplete: 'tel' },
    { name: 'address', label: t('builder.profile.address'), kind: 'lines', required: true },
    { name: 'website', label: t('builder.profile.website'), kind: 'text' },
    { name: 'description', label: t('builder.profile.description'), kind: 'lines' },
  ]
  return (
    <Page title={t('builder.profile.title')} hint={t('builder.profile.hint')} narrow>
      <RecordForm
        fields={fields} initial={Object.fromEntries(fields.map((each) => [each.name, '']))} submitLabel={t('builder.profile.save')}
        onSubmit={async (draft) => {
          await client.PUT('/api/realty/profile/builder', {
            body: {
              company_name: given(draft, 'company_name'), license_number: given(draft, 'license_number'), phone: given(draft, 'phone'), address: given(draft, 'address'),
              website: given(draft, 'website') || null, description: given(draft, 'description') || null, logo_url: null,
            },
          })
          told(t('builder.profile.saved'))
          await refetch(queries, '/api/realty')
        }}
      />
    </Page>
  )
}
