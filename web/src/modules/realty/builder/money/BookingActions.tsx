// What may be done with a booking: each by one key, and each with what it means before it is done.
import { Button, Group, Kbd, Text } from '@mantine/core'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { saveFrom } from '@/kernel/download'
import { RecordForm } from '@/kernel/form/RecordForm'
import { IconDownload } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { failed, told, undoable } from '@/kernel/toast'
import { openForm } from '../../parts/openForm'
import { type Booking, type BookingStatus, bookingStatusName, options, PAYMENT_PLANS, planName } from '../../realty'
import { BOOKING, matching } from '../desk'
import { askPayment } from './PaymentForm'

/** Whatever a change of a booking may touch. */
export async function settleBooking(queries: QueryClient): Promise<void> {
  for (const path of ['/api/bookings', '/api/builder', '/api/projects', '/api/payments', '/api/units']) await refetch(queries, path)
}

/** Where a booking may go next; never back. */
export function nextOf(status: BookingStatus): BookingStatus | null {
  if (status === 'inquiry' || status === 'site_visit_scheduled') return 'token_paid'
  return status === 'token_paid' ? 'booking_confirmed' : null
}

interface Doing {
  key: string
  label: string
  run: () => void
  kind?: 'primary' | 'danger'
}

export function BookingActions({ booking, etag }: { booking: Booking; etag: string | null }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const queries = useQueryClient()
  const params = { path: { id: booking.id } }
  const { booking_number: number, booking_status: status } = booking
  const settle = () => settleBooking(queries)
  const next = nextOf(status)
  const open = status !== 'cancelled'

  const move = async (to: BookingStatus) => {
    try {
      await client.PATCH('/api/bookings/{id}/status', { params, body: { status: to } })
      told(t('builder.bookings.moved', { number, status: bookingStatusName(to) }))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const cancel = () => openForm({
    title: t('builder.bookings.cancelTitle', { number }),
    content: (close) => (
      <>
        <Text size="sm" mb="md">{t('builder.bookings.cancelText', { unit: booking.unit?.unit_number ?? '' })}</Text>
        <RecordForm
          careless danger fields={[{ name: 'reason', label: t('builder.field.reason'), kind: 'text', required: true }]} initial={{ reason: '' }} submitLabel={t('builder.bookings.cancel')} onCancel={close}
          onSubmit={async (draft) => {
            await client.POST('/api/bookings/{id}/cancel', { params, body: { reason: given(draft, 'reason') } })
            told(t('builder.bookings.cancelled', { number }))
            close()
            await settle()
          }}
        />
      </>
    ),
  })
  const edit = () => openForm({
    title: t('builder.bookings.editTitle', { number }),
    content: (close) => <Edit booking={booking} etag={etag} locale={locale} close={close} settle={settle} />,
  })
  const register = () => openForm({
    title: t('builder.bookings.registerTitle', { number }),
    content: (close) => (
      <RecordForm
        careless fields={[{ name: 'day', label: t('builder.field.registration'), kind: 'date', required: true, description: t('builder.bookings.registerHint') }]} initial={{ day: new Date().toISOString().slice(0, 10) }}
        submitLabel={t('builder.bookings.register')} onCancel={close}
        onSubmit={async (draft) => {
          await client.PATCH(BOOKING, { params, body: { actual_registration_date: given(draft, 'day') }, headers: matching(etag) })
          told(t('builder.bookings.registeredDone', { number }))
          close()
          await settle()
        }}
      />
    ),
  })
  const agreement = async () => {
    try {
      await client.POST('/api/bookings/{id}/generate-agreement', { params })
      await saveFrom(`${number}.pdf`, () => client.GET('/api/bookings/{id}/download-agreement', { params, parseAs: 'blob' }))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const doings: Doing[] = open ? [
    { key: 'p', label: t('builder.pay.enter'), kind: 'primary', run: () => askPayment(booking, queries) },
    ...(next ? [{ key: 'm', label: t('builder.bookings.moveTo', { status: bookingStatusName(next) }), run: () => void move(next) }] : []),
    ...(status === 'booking_confirmed' && !booking.actual_registration_date ? [{ key: 'r', label: t('builder.bookings.register'), run: register }] : []),
    { key: 'a', label: booking.agreement_at ? t('builder.bookings.agreementAgain') : t('builder.bookings.agreement'), run: () => void agreement() },
    { key: 'e', label: plain('edit'), run: edit },
    ...(booking.actual_registration_date ? [] : [{ key: 'c', label: t('builder.bookings.cancel'), kind: 'danger' as const, run: cancel }]),
  ] : []
  const group = t('builder.bookings.keys')
  useShortcuts(doings.map(({ key, label, run }) => ({ key, label, group, run })))
  return (
    <Group gap="xs" mb="lg" className="no-print">
      {doings.map((each) => (
        <Button
          key={each.key} variant={each.kind === 'primary' ? 'filled' : each.kind === 'danger' ? 'outline' : 'default'} {...(each.kind === 'danger' ? { color: 'danger' } : {})}
          onClick={each.run} rightSection={<Kbd size="xs">{each.key}</Kbd>}
        >{each.label}</Button>
      ))}
      {booking.agreement_at && (
        <Button variant="subtle" leftSection={<IconDownload />} onClick={() => void saveFrom(`${number}.pdf`, () => client.GET('/api/bookings/{id}/download-agreement', { params, parseAs: 'blob' }))}>{t('builder.bookings.download')}</Button>
      )}
    </Group>
  )
}

interface EditProps {
  booking: Booking
  etag: string | null
  locale: string
  close: () => void
  settle: () => Promise<void>
}

function Edit({ booking, etag, locale, close, settle }: EditProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const params = { path: { id: booking.id } }
  const amount = (of: number | null) => (of === null ? '' : formatMoney(money(of), locale))
  return (
    <RecordForm
      careless submitLabel={plain('save')} onCancel={close}
      fields={[
        { name: 'total_amount', label: t('builder.field.price'), kind: 'money', required: true, description: t('builder.bookings.priceHint') },
        { name: 'payment_plan', label: t('builder.field.plan'), kind: 'select', options: options(PAYMENT_PLANS, planName), description: t('builder.bookings.planHint') },
        { name: 'loan_amount', label: t('builder.field.loan'), kind: 'money' },
        { name: 'loan_approved', label: t('builder.bookings.loanApproved'), kind: 'switch' },
        { name: 'expected_registration_date', label: t('builder.bookings.expectedRegistration'), kind: 'date' },
        { name: 'special_requests', label: t('builder.field.wishes'), kind: 'lines' },
      ]}
      initial={{
        total_amount: amount(booking.total_amount), payment_plan: booking.payment_plan, loan_amount: amount(booking.loan_amount), loan_approved: booking.loan_approved,
        expected_registration_date: booking.expected_registration_date ?? '', special_requests: booking.special_requests ?? '',
      }}
      onSubmit={async (draft, changed) => {
        const all = {
          total_amount: given(draft, 'total_amount'), payment_plan: PAYMENT_PLANS.find((each) => each === draft.payment_plan) ?? booking.payment_plan, loan_amount: given(draft, 'loan_amount') || null,
          loan_approved: draft.loan_approved === true, expected_registration_date: given(draft, 'expected_registration_date') || null, special_requests: given(draft, 'special_requests') || null,
        }
        const before = { ...all, total_amount: booking.total_amount, payment_plan: booking.payment_plan, loan_amount: booking.loan_amount, loan_approved: booking.loan_approved, expected_registration_date: booking.expected_registration_date, special_requests: booking.special_requests }
        const part = <T extends object>(of: T) => Object.fromEntries(Object.entries(of).filter(([name]) => changed.has(name)))
        await client.PATCH(BOOKING, { params, body: part(all), headers: matching(etag) })
        close()
        undoable(plain('form.saved'), async () => {
          await client.PATCH(BOOKING, { params, body: part(before) })
          await settle()
        })
        await settle()
      }}
    />
  )
}
