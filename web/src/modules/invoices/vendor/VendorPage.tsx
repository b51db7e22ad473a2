// One vendor: how risky and why, what it sent, where it wants to be paid, and whether one deals with it at all.
import { Anchor, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import { useCan } from '@/kernel/auth/session'
import { ChartCard } from '@/kernel/chart/ChartCard'
import { Tile } from '@/kernel/chart/Tile'
import { formatMoment } from '@/kernel/dates'
import { openDialog } from '@/kernel/dialogs'
import { Guarded } from '@/kernel/Guarded'
import { Page } from '@/kernel/Page'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { failed, undoable } from '@/kernel/toast'
import { MANAGE, nameOf, VIEW, type VendorDetail } from '../invoices'
import { RiskBadge, StatusBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { invoicesQuery, riskQuery, useFresh, vendorQuery } from '../queries'
import { Learned } from './Learned'
import { Template } from './Template'
import '../words'
import '../invoices.css'

export function VendorPage({ id }: { id: number }) {
  return <Guarded permission={VIEW}><One id={id} /></Guarded>
}

function One({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const { data, error, refetch } = useQuery(vendorQuery(id))
  useFresh('invoices.', ['/api/invoices', '/api/vendors/{id}', '/api/vendors/{id}/risk', '/api/vendors/{id}/hints'])
  if (!data) return <Page title={t('field.vendor')}>{error ? <Failed error={error} retry={() => void refetch()} /> : <Lines count={9} />}</Page>
  const list = `/invoices/all?vendor=${id}`
  return (
    <Page title={data.name} hint={[data.gstin ?? data.tax_id, data.city, data.country].filter(Boolean).join(' · ')} actions={<Actions of={data} />}>
      {data.is_blacklisted && <p className="failure" role="alert"><b>{t('vendors.listed')}</b>{data.blacklist_reason ? `: ${data.blacklist_reason}` : ''}</p>}
      <div className="tiles">
        <Tile label={t('vendors.risk')} value={<RiskBadge risk={data.risk_category} score={data.risk_score} />} note={t('vendors.of100')} to={list} />
        <Tile label={t('vendors.invoices')} value={data.total_invoices} note={<>{t('vendors.last')} <Day on={data.last_invoice_date} /></>} to={list} />
        <Tile label={t('batches.flagged')} value={data.flagged_count} to={`${list}&flagged=yes`} />
        <Tile label={t('status.approved')} value={data.approved_count} note={`${t('status.rejected')}: ${data.rejected_count}`} to={`${list}&status=approved`} />
        <Tile label={t('field.total')} value={<Cash of={data.total_amount} short />} note={t('vendors.anyCurrency')} to={list} />
      </div>
      <div className="columns">
        <div className="pile"><Course id={id} /><Sent id={id} /></div>
        <div className="pile"><Reasons id={id} /><Learned id={id} /><Accounts of={data} /><About of={data} /><Template id={id} /></div>
      </div>
    </Page>
  )
}

function Course({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const locale = useLocale()
  const points = [...(useQuery(riskQuery(id)).data ?? [])].sort((one, other) => one.created_at.localeCompare(other.created_at))
  const now = Math.round(points.at(-1)?.score ?? 0)
  return (
    <ChartCard
      title={t('vendors.course', { score: now })} unit={t('vendors.of100')} labelHeader={t('field.date')} valueHeader={t('vendors.risk')} name={`vendor-${id}-risk`} kind="line" height={180}
      // It holds until now: a single change is a line, too.
      points={[...points, ...points.slice(-1).map((last) => ({ ...last, created_at: new Date().toISOString() }))].map((each) => ({ label: formatMoment(each.created_at, locale), short: each.created_at.slice(5, 10), value: Math.round(each.score * 10) / 10 }))}
    />
  )
}

function Reasons({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const points = useQuery(riskQuery(id)).data
  if (!points) return <section className="card"><Lines count={3} /></section>
  const last = [...points].sort((one, other) => other.created_at.localeCompare(one.created_at)).slice(0, 8)
  return (
    <section className="card" aria-label={t('vendors.why')}>
      <Title order={2} size="h3" mb="xs">{t('vendors.why')}</Title>
      {last.length === 0 ? <Text size="sm" c="dimmed">{t('vendors.noRisk')}</Text> : (
        <ol className="timeline">
          {last.map((each, at) => (
            <li key={at}>
              <Group justify="space-between"><RiskBadge risk={each.category} score={each.score} /><span className="small-facts"><Ago at={each.created_at} /></span></Group>
              <ul className="plain-list">{(each.contributions ?? []).map((part, index) => <li key={index}><span className="figure points">+{Math.round(part.points)}</span> {part.says}</li>)}</ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Sent({ id }: { id: number }) {
  const { t } = useTranslation('invoices')
  const { data } = useQuery(invoicesQuery({ size: 10 }, { vendor_id: id }))
  return (
    <section className="card" aria-label={t('nav.all')}>
      <Title order={2} size="h3" mb="xs">{t('nav.all')}</Title>
      {!data ? <Lines count={4} /> : (
        <ul className="feed">
          {data.items.map((each) => (
            <li key={each.id}>
              <Group justify="space-between" gap="xs" wrap="nowrap"><Anchor component={Link} inherit to={`/invoices/${each.id}`} search={{ vendor: String(id) } as never}><Private>{nameOf(each)}</Private></Anchor><Cash of={each.total_amount} currency={each.currency} /></Group>
              <div className="small-facts"><StatusBadge status={each.status} /><Day on={each.invoice_date} />{each.is_flagged && <Status tone="warn">{each.flag_reasons[0] ?? t('flagged')}</Status>}</div>
            </li>
          ))}
        </ul>
      )}
      <Anchor component={Link} to={`/invoices/all?vendor=${id}`} size="sm">{t('vendors.toAll')}</Anchor>
    </section>
  )
}

function Accounts({ of }: { of: VendorDetail }) {
  const { t } = useTranslation('invoices')
  return (
    <section className="card" aria-label={t('vendors.accounts')}>
      <Title order={2} size="h3" mb="xs">{t('vendors.accounts')}</Title>
      {of.accounts.length === 0 ? <Text size="sm" c="dimmed">{t('vendors.noAccounts')}</Text> : (
        <ul className="plain-list">
          {of.accounts.map((each, at) => (
            <li key={at}>
              <b className="figure"><Private>{each.iban ?? [each.account_number, each.ifsc].filter(Boolean).join(' · ')}</Private></b>{each.bic ? ` ${each.bic}` : ''}
              <div className="small-facts">
                <span>{t('vendors.seen')} <Ago at={each.last_seen} /></span>
                {each.first_invoice_id && <Anchor component={Link} inherit to={`/invoices/${each.first_invoice_id}`}>{t('vendors.firstNamed')}</Anchor>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function About({ of }: { of: VendorDetail }) {
  const { t } = useTranslation('invoices')
  const facts = [
    [t('fields.seller_legal_name'), of.legal_name], [t('fields.seller_gstin'), of.gstin], [t('fields.seller_tax_id'), of.tax_id], [t('fields.seller_address'), [of.address, of.pincode, of.city, of.state, of.country].filter(Boolean).join(', ')],
    [t('fields.seller_email'), of.email], [t('fields.seller_phone'), of.phone], [t('vendors.contact'), of.contact_person], [t('vendors.aliases'), of.aliases.join(' · ')],
  ].filter(([, value]) => value)
  return (
    <section className="card" aria-label={t('vendors.about')}>
      <Title order={2} size="h3" mb="xs">{t('vendors.about')}</Title>
      <dl className="facts" style={{ marginBottom: 0 }}>{facts.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd><Private>{value}</Private></dd></div>)}</dl>
    </section>
  )
}

function Actions({ of }: { of: VendorDetail }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const can = useCan()
  const queries = useQueryClient()
  const path = { params: { path: { id: of.id } } }
  const fresh = () => queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/vendors') })
  const put = async (reason: string) => { await client.PUT('/api/vendors/{id}/blacklist', { ...path, body: { reason } }); await fresh() }
  const pardon = async () => { await client.DELETE('/api/vendors/{id}/blacklist', path); await fresh() }
  const list = () => void openDialog({
    title: t('vendors.listTitle', { name: of.name }),
    content: (close) => <Why close={close} run={async (reason) => { await put(reason); undoable(t('vendors.isListed', { name: of.name }), pardon) }} />,
  })
  const unlist = async () => {
    try {
      await pardon()
      undoable(t('vendors.isUnlisted', { name: of.name }), () => put(of.blacklist_reason ?? t('vendors.again')))
    } catch (error) {
      failed(error)
    }
  }
  return (
    <>
      {can(MANAGE) && (of.is_blacklisted ? <Button variant="default" onClick={() => void unlist()}>{t('vendors.unlist')}</Button> : <Button variant="default" onClick={list}>{t('vendors.list')}</Button>)}
      <Button component={Link} to="/invoices/vendors" variant="default">{plain('back')}</Button>
    </>
  )
}

function Why({ run, close }: { run: (reason: string) => Promise<void>; close: () => void }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return setProblem(t('decide.needsReason'))
    try {
      await run(reason.trim())
      close()
    } catch (error) {
      setProblem(asProblem(error).message)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text size="sm">{t('vendors.listHint')}</Text>
        <Textarea data-autofocus label={t('decide.reason')} required rows={3} maxLength={1000} value={reason} error={problem} onChange={(event) => setReason(event.currentTarget.value)} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{plain('cancel')}</Button><Button type="submit" color="danger">{t('vendors.list')}</Button></Group>
      </Stack>
    </form>
  )
}
