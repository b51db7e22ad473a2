// What the reader learned of a vendor from corrections: where fields stand, and what is always the same.
import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { useCan } from '@/kernel/auth/session'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { failed, told } from '@/kernel/toast'
import { TEACH, type VendorHint } from '../invoices'
import { hintsQuery } from '../queries'

export function Learned({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(hintsQuery(id))
  const fresh = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/vendors') })
  const forget = async (field?: string) => {
    try {
      if (field) await client.DELETE('/api/vendors/{id}/hints/{field}', { params: { path: { id, field } } })
      else await client.DELETE('/api/vendors/{id}/hints', { params: { path: { id } } })
      await fresh()
      told(t('learned.forgotten'))
    } catch (problem) {
      failed(problem)
    }
  }
  const may = can(TEACH)
  return (
    <section className="card" aria-label={t('learned.title')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">{t('learned.title')}</Title>
        {may && (data?.length ?? 0) > 1 && <Button variant="subtle" size="compact-sm" onClick={() => void forget()}>{t('learned.forgetAll')}</Button>}
      </Group>
      {error ? <Failed error={error} retry={() => void refetch()} /> : !data ? <Lines count={3} /> : data.length === 0 ? <Text size="sm" c="dimmed">{t('learned.none')}</Text> : (
        <ul className="plain-list">
          {data.map((hint) => <Hint key={`${hint.kind}-${hint.field}`} of={hint} forget={may ? () => void forget(hint.field) : undefined} />)}
        </ul>
      )}
    </section>
  )
}

function Hint({ of, forget }: { of: VendorHint; forget: (() => void) | undefined }) {
  const { t } = useTranslation('invoices')
  const name = t(`fields.${of.field}` as 'fields.iban')
  const where = of.kind === 'day_order' ? t(of.example === 'day first' ? 'learned.dayFirst' : 'learned.monthFirst')
    : of.kind === 'constant' ? t('learned.constant')
      : of.label && of.side ? t(`learned.${of.side}`, { label: of.label }) : t('learned.here')
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <span><b>{name}</b> {where}</span>
        {forget && <Button variant="subtle" size="compact-xs" aria-label={t('learned.forgetOne', { name })} onClick={forget}>{t('learned.forget')}</Button>}
      </Group>
      <div className="small-facts">
        {of.example && of.kind !== 'day_order' && <span>{t('learned.example')} <Private>{of.example}</Private></span>}
        {of.seen != null && <span>{t('learned.right', { right: of.right ?? 0, seen: of.seen })}</span>}
        {of.kind !== 'day_order' && <Status tone={of.is_confirmed ? 'good' : 'warn'}>{t(of.is_confirmed ? 'learned.confirmed' : 'learned.open')}</Status>}
        {of.invoice_id != null && <Anchor component={Link} inherit to={`/invoices/${of.invoice_id}`}>{t('learned.from')}</Anchor>}
      </div>
    </li>
  )
}
