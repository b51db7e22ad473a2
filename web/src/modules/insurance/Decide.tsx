// Deciding on a claim: how much and why, why not, or how it was paid. There is no Undo, so it takes a second step.
import { Title } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Field, Values } from '@/kernel/form/field'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { formatMoney, money, parseMoney } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { told } from '@/kernel/toast'
import type { Reviewed } from './insurance'
import { payable } from './rules'

export type Doing = 'approve' | 'reject' | 'pay'

interface DecideProps {
  claim: Reviewed
  doing: Doing
  done: () => void
  cancel: () => void
}

export function Decide({ claim, doing, done, cancel }: DecideProps) {
  const { t } = useTranslation('insurance')
  const locale = useLocale()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const first = box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
    first?.focus()
    first?.select()
  }, [])

  const params = { path: { id: claim.id } }
  const number = claim.claim_number
  const written = (amount: bigint) => `${formatMoney(amount, locale)} ${claim.currency}`
  const optional = (draft: Draft, name: string) => given(draft, name) || null
  const willPay = (values: Values) => {
    const loss = parseMoney(String(values.approved_amount ?? ''), locale)
    return loss === null ? null : t('review.willPay', { amount: written(payable(loss, claim.deductible)) })
  }
  const steps: Record<Doing, { title: string; label: string; initial: Values; fields: Field[]; send: (draft: Draft) => Promise<unknown>; said: string }> = {
    approve: {
      title: t('review.approveTitle', { number }), label: t('review.approve'), said: t('review.approved_done', { number }),
      initial: { approved_amount: formatMoney(money(claim.amount), locale), reason: '', override_reason: '' },
      fields: [
        { name: 'approved_amount', label: t('review.approvedAmount'), kind: 'money', required: true, description: claim.deductible === null ? t('review.approvedHintNone') : t('review.approvedHint', { deductible: written(money(claim.deductible)) }), hint: willPay },
        { name: 'reason', label: t('field.reason'), kind: 'text', description: t('review.reasonHint') },
        ...(claim.may.includes('override') ? [{ name: 'override_reason', label: t('review.overrideReason'), kind: 'text' as const, description: t('review.overrideHint') }] : []),
      ],
      send: (draft) => client.POST('/api/v1/insurance/claims/{id}/approve', {
        params, body: { approved_amount: given(draft, 'approved_amount'), reason: optional(draft, 'reason'), override_reason: optional(draft, 'override_reason') },
      }),
    },
    reject: {
      title: t('review.rejectTitle', { number }), label: t('review.reject'), said: t('review.rejected_done', { number }),
      initial: { reason: '' },
      fields: [{ name: 'reason', label: t('field.reason'), kind: 'text', required: true, description: t('review.reasonHint') }],
      send: (draft) => client.POST('/api/v1/insurance/claims/{id}/reject', { params, body: { reason: given(draft, 'reason') } }),
    },
    pay: {
      title: t('review.payTitle', { number }), label: t('review.pay'), said: t('review.paid_done', { number }),
      initial: { reference: '' },
      fields: [{ name: 'reference', label: t('field.reference'), kind: 'text', description: t('review.referenceHint') }],
      send: (draft) => client.POST('/api/v1/insurance/claims/{id}/pay', { params, body: { reference: optional(draft, 'reference') } }),
    },
  }
  const step = steps[doing]
  return (
    <section
      ref={box} className="decide" aria-label={step.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The drawer stays: only the decision is put off.
        event.stopPropagation()
        cancel()
      }}
    >
      <Title order={3} mb="sm">{step.title}</Title>
      <RecordForm
        careless fields={step.fields} initial={step.initial} submitLabel={step.label} danger={doing === 'reject'} onCancel={cancel}
        onSubmit={async (draft) => {
          await step.send(draft)
          told(step.said)
          done()
        }}
      />
    </section>
  )
}
