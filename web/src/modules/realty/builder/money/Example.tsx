// What one of the homes would cost step by step if it were booked today, by the steps that are saved.
import { Group, NativeSelect, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '@/kernel/api/client'
import { Failed, Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { type Booking, type Development, options, PAYMENT_PLANS, planName } from '../../realty'
import { matrixQuery } from '../desk'

export function Example({ development }: { development: Development }) {
  const { t } = useTranslation('realty')
  const matrix = useQuery(matrixQuery(development.id)).data
  const units = matrix?.floors.flatMap((floor) => floor.units) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [plan, setPlan] = useState<Booking['payment_plan']>('installments')
  const id = Number(chosen ?? units[0]?.id ?? 0)
  const found = useQuery({ ...$api.queryOptions('get', '/api/units/{id}/payment-schedule', { params: { path: { id }, query: { payment_plan: plan } } }), enabled: id > 0 })
  if (units.length === 0) return null
  return (
    <section aria-label={t('builder.steps.example')} style={{ marginTop: 32 }}>
      <Group justify="space-between" mb="sm">
        <Title order={3}>{t('builder.steps.example')}</Title>
        <Group gap="sm">
          <NativeSelect aria-label={t('builder.field.unit')} value={String(id)} data={units.slice(0, 500).map((unit) => ({ value: String(unit.id), label: unit.unit_number }))} onChange={(event) => setChosen(event.currentTarget.value)} />
          <NativeSelect aria-label={t('builder.field.plan')} value={plan} data={options(PAYMENT_PLANS, planName)} onChange={(event) => setPlan(PAYMENT_PLANS.find((each) => each === event.currentTarget.value) ?? 'installments')} />
        </Group>
      </Group>
      {found.error && !found.data ? <Failed error={found.error} /> : !found.data ? <Lines count={4} /> : (
        <div className="table-scroll" role="region" aria-label={t('builder.steps.example')} tabIndex={0}>
          <table className="data-table" aria-label={t('builder.steps.example')}>
            <thead><tr><th scope="col">{t('schedule.part')}</th><th scope="col" data-end="end">{t('schedule.amount')}</th></tr></thead>
            <tbody>
              {found.data.payment_schedule.map((part, at) => (
                <tr key={at}>
                  <td><span className="two-lines">{part.title}<small>{part.due_date ? <>{t('schedule.by')} <Day on={part.due_date} /></> : part.phase ? t('schedule.waitsFor', { phase: part.phase }) : t('schedule.handover')}</small></span></td>
                  <td data-end="end"><Cash of={part.amount} /></td>
                </tr>
              ))}
            </tbody>
            <tfoot><tr><td>{t('schedule.total')}</td><td data-end="end"><Cash of={found.data.total_amount} currency={found.data.currency} /></td></tr></tfoot>
          </table>
        </div>
      )}
    </section>
  )
}
