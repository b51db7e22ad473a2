import { Button, Text, Textarea, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { openDialog } from '@/kernel/dialogs'
import { useLocale } from '@/kernel/preferences'
import { Lines } from '@/kernel/states/States'
import { Day } from '@/kernel/Time'
import { failed, told } from '@/kernel/toast'
import { Cash } from '@/kernel/Cash'
import { said } from '../public/Overview'
import { Plan } from '../public/Plans'
import { again } from '../public/UnitPanel'
import { type Booking, facingName, planName, unitTypeName } from '../realty'
import { matrixQuery, modelsQuery } from './customer'

const Viewer = lazy(() => import('../parts/viewer/Viewer').then((file) => ({ default: file.Viewer })))

/** What I bought: the home itself, where it is in the house, and what was agreed. */
export function HomeFacts({ of }: { of: Booking }) {
  const { t } = useTranslation('realty')
  const number = new Intl.NumberFormat(useLocale())
  const matrix = useQuery(matrixQuery(of.project.id))
  const models = useQuery(modelsQuery(of.project.id))
  const { unit } = of
  const model = models.data?.find((each) => each.unit_id === of.unit_id) ?? models.data?.find((each) => each.model_type === 'project_overview')
  const inside = model?.unit_id === of.unit_id
  const currency = matrix.data?.currency
  return (
    <>
      <div className="columns">
        <section className="card">
          <Title order={2} mb="sm">{t('customer.home.tab.home')}</Title>
          {unit && (
            <dl className="facts">
              <dt>{t('customer.homes.number')}</dt><dd>{unit.unit_number}</dd>
              <dt>{t('customer.homes.type')}</dt><dd>{unitTypeName(unit.unit_type)}</dd>
              <dt>{t('customer.homes.floor')}</dt><dd>{number.format(unit.floor_number)}</dd>
              <dt>{t('customer.homes.area')}</dt><dd>{t('matrix.sqft', { area: number.format(unit.area_sqft) })}</dd>
              {unit.facing && <><dt>{t('customer.homes.facing')}</dt><dd>{facingName(unit.facing)}</dd></>}
              <dt>{t('customer.unit.bathrooms')}</dt><dd>{unit.bathrooms}</dd>
              <dt>{t('customer.unit.balconies')}</dt><dd>{unit.balconies}</dd>
              <dt>{t('customer.unit.parking')}</dt><dd>{unit.parking_spaces}</dd>
              {(unit.features ?? []).length > 0 && <><dt>{t('customer.unit.features')}</dt><dd>{(unit.features ?? []).map(said).join(', ')}</dd></>}
            </dl>
          )}
          {unit?.floor_plan_url && <div className="unit-plan"><Plan address={unit.floor_plan_url} name={t('customer.unit.plan')} /></div>}
        </section>
        <section className="card">
          <Title order={2} mb="sm">{t('customer.home.agreed')}</Title>
          <dl className="facts">
            <dt>{t('customer.home.price')}</dt><dd><Cash of={of.total_amount} currency={currency} /></dd>
            <dt>{t('customer.book.plan')}</dt><dd>{planName(of.payment_plan)}</dd>
            {of.token_amount !== null && <><dt>{t('customer.book.token')}</dt><dd><Cash of={of.token_amount} currency={currency} /></dd></>}
            {of.loan_amount !== null && <><dt>{t('customer.book.loan')}</dt><dd><Cash of={of.loan_amount} currency={currency} />{of.loan_approved ? ` · ${t('customer.home.loanApproved')}` : ''}</dd></>}
            <dt>{t('customer.home.bookedOn')}</dt><dd><Day on={of.booking_date} /></dd>
            {of.expected_registration_date && <><dt>{t('customer.home.tile.registration')}</dt><dd><Day on={of.expected_registration_date} /></dd></>}
            {of.special_requests && <><dt>{t('customer.book.wishes')}</dt><dd className="told">{of.special_requests}</dd></>}
          </dl>
          {(of.booking_status === 'inquiry' || of.booking_status === 'site_visit_scheduled') && <GiveUpBooking of={of} />}
        </section>
      </div>
      {model && (
        <section className="section">
          <Title order={2} mb="sm">{inside ? t('customer.home.inside') : t('customer.home.where')}</Title>
          <Suspense fallback={<Lines count={6} />}><Viewer model={model} units={inside ? undefined : matrix.data?.floors.flatMap((floor) => floor.units)} currency={currency} chosen={of.unit_id} /></Suspense>
        </section>
      )}
    </>
  )
}

function GiveUpBooking({ of }: { of: Booking }) {
  const { t } = useTranslation('realty')
  const ask = () => void openDialog({ title: t('customer.giveUp.title'), content: (close) => <WhyNot of={of} close={close} /> })
  return <Button variant="default" size="sm" onClick={ask}>{t('customer.giveUp.open')}</Button>
}

function WhyNot({ of, close }: { of: Booking; close: () => void }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      await client.POST('/api/bookings/{id}/cancel', { params: { path: { id: of.id } }, body: { reason: reason.trim() || null } })
      close()
      told(t('customer.giveUp.done'))
      await again(queries)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); void run() }}>
      <Text size="sm" mb="md">{t('customer.giveUp.text', { number: of.unit?.unit_number ?? of.unit_id })}</Text>
      <Textarea label={t('customer.giveUp.why')} rows={3} maxLength={1000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <div className="dialog-foot"><Button variant="default" onClick={close}>{plain('cancel')}</Button><Button type="submit" color="danger" loading={busy}>{t('customer.giveUp.submit')}</Button></div>
    </form>
  )
}
