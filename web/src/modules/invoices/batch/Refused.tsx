import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { Ago } from '@/kernel/Time'
import { refusedQuery } from '../queries'

/** The files that were not taken, and why: nothing that somebody dropped gets lost in silence. */
export function Refused({ batchId }: { batchId: number }) {
  const { t } = useTranslation('invoices')
  const { data } = useQuery(refusedQuery(batchId))
  if (!data || data.length === 0) return null
  return (
    <section className="card" style={{ marginTop: 16 }} aria-label={t('batch.refused')}>
      <Title order={2} size="h3" mb="xs">{t('batch.refused')}</Title>
      <ul className="plain-list">{data.map((each, at) => <li key={at}><b><Private>{each.filename}</Private></b> {each.detail} <small><Ago at={each.created_at} /></small></li>)}</ul>
    </section>
  )
}
