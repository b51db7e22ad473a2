// What a new client does first; what is done says so.
import { Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/kernel/auth/session'
import { Status } from '@/kernel/Status'
import type { Dashboard } from './dashboard'

export function FirstSteps({ of }: { of: Dashboard }) {
  const { t } = useTranslation('planning')
  if (!useCan()('planning:write')) return null
  const steps = [
    { to: '/accounts/new', title: t('home.stepAccount'), hint: t('home.stepAccountHint'), done: of.balances.length > 0 },
    { to: '/imports/new', title: t('home.stepImport'), hint: t('home.stepImportHint'), done: of.recent_transactions.some((each) => each.type !== 'opening') },
    { to: `/budgets/new?month=${of.month}`, title: t('home.stepBudget'), hint: t('home.stepBudgetHint'), done: of.budgets.length > 0 },
  ]
  return (
    <section aria-label={t('home.start')} style={{ marginBottom: 24 }}>
      <Title order={2}>{t('home.start')}</Title>
      <Text c="dimmed" size="sm">{t('home.startHint')}</Text>
      <ol className="steps">
        {steps.map((each) => (
          <li key={each.to}>
            <Link to={each.to} className="card">
              <Text fw={600}>{each.title}</Text>
              {each.done ? <Status tone="good">{t('home.done')}</Status> : <Text size="sm" c="dimmed">{each.hint}</Text>}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  )
}
