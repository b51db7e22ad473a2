// Folders and mailboxes from which invoices come by themselves: who keeps them sees at once when one fails.
import { Anchor, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { Status } from '@/kernel/Status'
import { Empty, Failed, Lines } from '@/kernel/states/States'
import { Ago } from '@/kernel/Time'
import type { Answer } from '@/kernel/api/types'
import { MANAGE } from '../invoices'
import { placesQuery } from '../queries'

type Place = Answer<'/api/invoices/intake'>[number]

export function Places() {
  const can = useCan()
  return can(MANAGE) ? <All /> : null
}

function All() {
  const { t } = useTranslation('invoices')
  const list = useQuery(placesQuery)
  const known = list.data?.filter((place) => place.is_on || place.looked_at)
  return (
    <section aria-label={t('places.title')}>
      <Title order={2} size="h3" mt="lg" mb="xs">{t('places.title')}</Title>
      {list.error ? <Failed error={list.error} retry={() => void list.refetch()} /> : !known ? <Lines count={2} /> : known.length === 0 ? <Empty title={t('places.none')}>{t('places.noneHint')}</Empty> : (
        <div className="table-scroll" role="region" aria-label={t('places.title')} tabIndex={0}>
          <table className="data-table">
            <thead><tr><th scope="col">{t('places.source')}</th><th scope="col">{t('places.state')}</th><th scope="col">{t('places.looked')}</th><th scope="col" data-end="end">{t('places.taken')}</th><th scope="col" data-end="end">{t('places.refused')}</th><th scope="col">{t('places.batch')}</th></tr></thead>
            <tbody>{known.map((place) => <Row key={place.source} of={place} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ of }: { of: Place }) {
  const { t } = useTranslation('invoices')
  const name = of.source === 'folder' || of.source === 'maildir' || of.source === 'imap' ? t(`places.${of.source}`) : of.source
  return (
    <tr>
      <td>{name}</td>
      <td>{!of.is_on ? <Status tone="still">{t('places.off')}</Status> : of.failure ? <div className="place-failure"><Status tone="bad">{of.failure}</Status></div> : <Status tone={of.looked_at ? 'good' : 'still'}>{t(of.looked_at ? 'places.well' : 'places.waiting')}</Status>}</td>
      <td>{of.looked_at ? <Ago at={of.looked_at} /> : '—'}</td>
      <td data-end="end">{of.taken}</td>
      <td data-end="end">{of.refused}</td>
      <td>{of.batch_id ? <Anchor component={Link} inherit to={`/invoices/batches/${of.batch_id}`}>{t('batch.review')}</Anchor> : '—'}</td>
    </tr>
  )
}
