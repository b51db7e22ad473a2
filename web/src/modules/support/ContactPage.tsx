// Asking for help without an account.
import { Alert, Anchor, Button, CopyButton, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem, Problem } from '@/kernel/api/problem'
import type { Answer } from '@/kernel/api/types'
import { type Draft, RecordForm } from '@/kernel/form/RecordForm'
import { given } from '@/kernel/resource/resource'
import { Gate } from '@/kernel/shell/Gate'
import { PRIORITIES, priorityName } from './tickets'
import { minutesToWait } from './times'
import './support.css'
import './words'

type Sent = Answer<'/api/v1/support', 'post'> & { email?: string | undefined }

export function ContactPage() {
  const { t } = useTranslation('support')
  const [sent, setSent] = useState<Sent | null>(null)

  const send = async (draft: Draft) => {
    const priority = PRIORITIES.find((each) => each === draft.priority) ?? 'normal'
    const email = given(draft, 'email') || undefined
    // Kept from the answer before it becomes a problem: how long to wait.
    let retryAfter: string | null = null
    try {
      const { data } = await client.POST('/api/v1/support', {
        body: { subject: given(draft, 'subject'), message: given(draft, 'message'), priority, name: given(draft, 'name') || null, email: email ?? null },
        middleware: [{ onResponse: ({ response }) => { retryAfter = response.headers.get('retry-after') } }],
      })
      if (data) setSent({ ...data, email })
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status !== 429) throw error
      const minutes = minutesToWait(retryAfter)
      const said = t('contact.tooMany', { wait: minutes === null ? t('contact.while') : t('contact.minutes', { count: minutes }) })
      throw new Problem(429, said, problem.requestId)
    }
  }

  if (sent) return <Thanks sent={sent} again={() => setSent(null)} />
  return (
    <Gate title={t('contact.title')} hint={t('contact.hint')}>
      <RecordForm
        submitLabel={t('contact.send')} onSubmit={send}
        initial={{ subject: '', message: '', priority: 'normal', name: '', email: '' }}
        fields={[
          { name: 'subject', label: t('field.subject'), kind: 'text', required: true },
          { name: 'message', label: t('field.message'), kind: 'lines', required: true },
          { name: 'priority', label: t('field.priority'), kind: 'select', description: t('contact.priorityHint'), options: PRIORITIES.map((each) => ({ value: each, label: priorityName(each) })) },
          { name: 'name', label: t('field.name'), kind: 'text', autoComplete: 'name', description: t('contact.optional') },
          { name: 'email', label: t('field.email'), kind: 'email', autoComplete: 'email', description: t('contact.emailHint') },
        ]}
      />
      <Anchor component={Link} to="/sign-in" size="sm" mt="md" display="inline-block">{t('contact.signIn')}</Anchor>
    </Gate>
  )
}

function Thanks({ sent, again }: { sent: Sent; again: () => void }) {
  const { t } = useTranslation('support')
  const { t: plain } = useTranslation()
  return (
    <Gate title={t('contact.sentTitle')}>
      <Alert color="gray" variant="outline" role="status" mb="md">
        <Text size="sm">{t('contact.number')}</Text>
        <Group justify="space-between">
          <span className="ticket-number">{sent.ticket_number}</span>
          <CopyButton value={sent.ticket_number}>
            {({ copied, copy }) => <Button size="compact-sm" variant="default" onClick={copy}>{copied ? plain('copied') : t('contact.copy')}</Button>}
          </CopyButton>
        </Group>
      </Alert>
      <Text size="sm" c="dimmed" mb="md">
        {t('contact.keep')} {sent.user_id !== null ? t('contact.yours') : sent.email ? t('contact.byMail', { email: sent.email }) : ''}
      </Text>
      <Group gap="sm">
        {sent.user_id !== null && <Button component={Link} to={`/tickets/${sent.id}`}>{t('contact.follow')}</Button>}
        <Button variant="default" onClick={again}>{t('contact.another')}</Button>
      </Group>
    </Gate>
  )
}
