// Booking a home: how it is paid, what one asks for, and what it comes to.
import { NativeSelect, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Values } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money, parseMoney, wire } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { Lines } from '@/kernel/states/States'
import { told } from '@/kernel/toast'
import { profileQuery, useVisitor } from '../customer/customer'
import { ProfileForm } from '../customer/ProfileForm'
import { type Booking, type Development, options, PAYMENT_PLANS, planName, type Unit } from '../realty'
import { SchedulePreview } from './SchedulePreview'
import { again } from './UnitPanel'

interface BookFormProps {
  unit: Unit
  development: Development
  onCancel: () => void
}

export function BookForm({ unit, development, onCancel }: BookFormProps) {
  const { t } = useTranslation('realty')
  const locale = useLocale()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { me } = useVisitor()
  const profile = useQuery(profileQuery)
  const [plan, setPlan] = useState<Booking['payment_plan']>('installments')
  // However often it is tried, it is one booking.
  const once = useRef(crypto.randomUUID())
  if (profile.isPending) return <Lines count={5} />
  if (profile.data && !profile.data.customer) return <ProfileForm hint={t('customer.book.profileFirst')} />

  const read = (values: Values, name: string) => {
    const amount = parseMoney(String(values[name] ?? ''), locale)
    return amount !== null && amount > 0n ? wire(amount) : null
  }
  const book = async (draft: Draft) => {
    try {
      const { data } = await client.POST('/api/bookings', {
        body: {
          customer_id: profile.data?.customer?.id ?? me?.id ?? 0, unit_id: unit.id, total_amount: wire(money(unit.price)), payment_plan: plan,
          token_amount: given(draft, 'token_amount') || null, loan_amount: plan === 'loan' ? given(draft, 'loan_amount') || null : null,
          special_requests: given(draft, 'special_requests') || null,
        },
        headers: { 'idempotency-key': once.current },
      })
      told(t('customer.book.done', { number: unit.unit_number, name: development.project_name }))
      if (data) await navigate({ to: `/my/home/${data.id}` })
    } finally {
      // Whether it worked or somebody was quicker: the matrix shows how the home stands now.
      void again(queries)
    }
  }
  return (
    <>
      <NativeSelect label={t('customer.book.plan')} mb="md" value={plan} data={options(PAYMENT_PLANS, planName)} onChange={(event) => setPlan(PAYMENT_PLANS.find((each) => each === event.currentTarget.value) ?? 'installments')} />
      <RecordForm
        submitLabel={t('customer.book.submit', { price: formatMoney(money(unit.price), locale), currency: development.currency })} failure={t('customer.book.failed')} onSubmit={book} onCancel={onCancel}
        initial={{ token_amount: '', loan_amount: '', special_requests: '' }}
        fields={[
          ...(plan === 'loan' ? [{ name: 'loan_amount', label: t('customer.book.loan'), kind: 'money' as const, description: t('customer.book.loanHint') }] : []),
          {
            name: 'token_amount', label: t('customer.book.token'), kind: 'money', description: t('customer.book.tokenHint'),
            hint: (values) => <div className="book-preview"><SchedulePreview unit={unit.id} plan={plan} token={read(values, 'token_amount')} loan={read(values, 'loan_amount')} /></div>,
          },
          { name: 'special_requests', label: t('customer.book.wishes'), kind: 'lines', description: t('customer.book.wishesHint') },
        ]}
        extra={<Text size="sm" c="dimmed">{t('customer.book.terms')}</Text>}
      />
    </>
  )
}
