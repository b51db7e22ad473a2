// Two invoices side by side: what is the same, what is not, and both pages.
import { Anchor, Button, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { Ago, Day } from '@/kernel/Time'
import { type Detail, nameOf } from '../invoices'
import { StatusBadge } from '../parts/badges'
import { Cash } from '@/kernel/Cash'
import { invoiceQuery } from '../queries'
import { PagePicture } from './PagePicture'

interface Fact { key: string; name: string; of: (row: Detail) => ReactNode; value: (row: Detail) => unknown }

export function Compare({ one, otherId, close }: { one: Detail; otherId: number; close: () => void }) {
  const { t } = useTranslation('invoices')
  const { data, error, refetch } = useQuery(invoiceQuery(otherId))
  const other = data?.row
  const says = one.findings.filter((each) => each.other_invoice_id === otherId)
  const facts: Fact[] = [
    { key: 'number', name: t('field.number'), of: (row) => <Private>{nameOf(row)}</Private>, value: (row) => row.invoice_number },
    { key: 'vendor', name: t('field.vendor'), of: (row) => <Private>{row.vendor_name ?? '—'}</Private>, value: (row) => row.vendor_id ?? row.vendor_name },
    { key: 'date', name: t('field.date'), of: (row) => <Day on={row.invoice_date} />, value: (row) => row.invoice_date },
    { key: 'due', name: t('field.due'), of: (row) => <Day on={row.due_date} />, value: (row) => row.due_date },
    { key: 'total', name: t('field.total'), of: (row) => <Cash of={row.total_amount} currency={row.currency} />, value: (row) => `${row.total_amount} ${row.currency}` },
    { key: 'tax', name: t('field.tax'), of: (row) => <Cash of={row.tax_amount} />, value: (row) => row.tax_amount },
    { key: 'lines', name: t('review.lines'), of: (row) => row.extracted_data?.lines?.length ?? 0, value: (row) => row.extracted_data?.lines?.length ?? 0 },
    { key: 'file', name: t('field.file'), of: (row) => <Private>{row.filename}</Private>, value: (row) => row.filename },
    { key: 'status', name: t('field.status'), of: (row) => <StatusBadge status={row.status} />, value: (row) => row.status },
    { key: 'batch', name: t('field.batch'), of: (row) => row.batch_number, value: (row) => row.batch_id },
    { key: 'came', name: t('field.came'), of: (row) => <Ago at={row.created_at} />, value: (row) => row.created_at },
  ]
  return (
    <section aria-label={t('review.sideBySide')} className="compare">
      <Group justify="space-between" mb="sm"><Title order={2}>{t('review.sideBySide')}</Title><Button variant="default" onClick={close}>{t('review.endCompare')}</Button></Group>
      {says.map((each, at) => <p key={at} className="told">{each.message}</p>)}
      {error && !other ? <Failed error={error} retry={() => void refetch()} /> : !other ? <Lines count={8} /> : (
        <>
          <div className="table-scroll" role="region" aria-label={t('review.sideBySide')} tabIndex={0}>
            <table className="data-table">
              <thead><tr><th scope="col">{t('review.fields')}</th><th scope="col">{t('review.thisOne')}</th><th scope="col"><Anchor component={Link} inherit to={`/invoices/${other.id}`}>{t('review.otherOne')}</Anchor></th></tr></thead>
              <tbody>
                {facts.map((fact) => {
                  const same = fact.value(one) === fact.value(other)
                  return <tr key={fact.key} data-same={same || undefined}><td>{fact.name}</td><td>{fact.of(one)}</td><td>{fact.of(other)} {same && <span className="same">{t('review.same')}</span>}</td></tr>
                })}
              </tbody>
            </table>
          </div>
          <div className="compare-pages"><Side row={one} /><Side row={other} /></div>
        </>
      )}
    </section>
  )
}

function Side({ row }: { row: Detail }) {
  const [page, setPage] = useState(0)
  return <div><h3><Private>{nameOf(row)}</Private></h3><PagePicture id={row.id} page={page} onPage={setPage} boxes={[]} text={row.ocr_text ?? null} /></div>
}
