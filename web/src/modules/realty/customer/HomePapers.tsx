import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '@/kernel/dates'
import { IconDownload, IconFile } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { Ago, Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { type Booking, type Development, type Payments, paymentTypeName } from '../realty'
import { saveAgreement, saveDemand, saveReceipt } from './papers'

interface HomePapersProps {
  of: Booking
  payments: Payments | undefined
  development: Development | undefined
}

/** Every paper of my home, in one place. */
export function HomePapers({ of, payments, development }: HomePapersProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const receipts = (payments?.payments ?? []).filter((each) => each.payment_status === 'completed')
  const demands = (payments?.payment_schedule ?? []).filter((each) => each.demanded_at)
  const plans = [...(of.unit?.floor_plan_url ? [of.unit.floor_plan_url] : []), ...(development?.floor_plans ?? [])]
  return (
    <ul className="paper-list">
      <Paper name={t('customer.papers.agreement')} note={of.agreement_at ? <Ago at={of.agreement_at} /> : t('customer.papers.notYet')} {...(of.agreement_at ? { fetch: () => saveAgreement(of) } : {})} />
      {receipts.map((each) => (
        <Paper key={`receipt-${each.id}`} name={`${t('customer.papers.receipt')}: ${paymentTypeName(each.payment_type)}`} note={<><Cash of={each.amount} currency={payments?.currency} /> · <Day on={each.paid_date} /></>} fetch={() => saveReceipt(each, of)} />
      ))}
      {demands.map((each) => (
        <Paper key={`demand-${each.id}`} name={t('customer.papers.demandOf', { title: each.title })} note={<><Cash of={each.amount} currency={payments?.currency} />{each.due_date ? ` · ${t('customer.preview.until')} ${formatDay(each.due_date, locale)}` : ''}</>} fetch={() => saveDemand(each, of)} />
      ))}
      {plans.map((each, at) => <Paper key={each} name={t('customer.dev.plan', { number: at + 1 })} note={of.project.project_name} address={each} />)}
      {development?.brochure_url && <Paper name={t('customer.dev.brochure')} note={of.project.project_name} address={development.brochure_url} />}
    </ul>
  )
}

interface PaperProps {
  name: string
  note: ReactNode
  fetch?: () => Promise<void>
  address?: string
}

function Paper({ name, note, fetch, address }: PaperProps) {
  const { t } = useTranslation('realty')
  const label = t(fetch ? 'customer.papers.get' : 'customer.papers.see', { name })
  return (
    <li>
      <IconFile size={22} />
      <span><b>{name}</b><Text size="sm" c="dimmed" component="span" display="block">{note}</Text></span>
      {fetch && <Button variant="default" size="sm" leftSection={<IconDownload size={16} />} aria-label={label} onClick={() => void fetch()}>{t('customer.papers.save')}</Button>}
      {address && <Button component="a" href={address} target="_blank" rel="noopener noreferrer" variant="default" size="sm" aria-label={label}>{t('customer.papers.open')}</Button>}
    </li>
  )
}
