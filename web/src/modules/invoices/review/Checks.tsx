// What the rules found: how bad, in words, where it is written, and where on the page.
import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Status } from '@/kernel/Status'
import { type Detail, type Finding, type Severity, SEVERITY_TONES } from '../invoices'

/** As many are read at a glance; the others wait behind a button, so that the fields stay near. */
const FEW = 5

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

interface ChecksProps {
  of: Detail
  onOpen: (finding: Finding) => void
}

export function Checks({ of, onOpen }: ChecksProps) {
  const { t } = useTranslation('invoices')
  const findings = [...of.findings].sort((one, other) => RANK[one.severity] - RANK[other.severity])
  const [all, setAll] = useState(false)
  const shown = all || findings.length <= FEW + 1 ? findings : findings.slice(0, FEW)
  const problems = of.extracted_data?.problems ?? []
  return (
    <section aria-label={t('review.checks')}>
      <Title order={2} size="h3" mb="xs">{t('review.checks')} {findings.length > 0 && <span className="count">{findings.length}</span>}</Title>
      {of.failure && <p className="failure" role="alert">{of.failure}</p>}
      {findings.length === 0 && !of.failure && <Status tone="good">{t(of.processed_at ? 'review.noFindings' : 'review.notChecked')}</Status>}
      <ul className="checks">
        {shown.map((each, at) => (
          <li key={`${each.rule}-${at}`} data-severity={each.severity}>
            <button type="button" onClick={() => onOpen(each)}>
              <Group justify="space-between" gap="xs" wrap="nowrap"><b>{each.title}</b><Status tone={SEVERITY_TONES[each.severity]}>{t(`severity.${each.severity}`)}</Status></Group>
              <span className="check-says" data-private>{each.message}</span>
            </button>
            <div className="small-facts">
              {each.source && <span>{each.source}</span>}
              <code>{each.rule}</code>
              {each.other_invoice_id && <Anchor component={Link} inherit to="." search={((before: object) => ({ ...before, compare: String(each.other_invoice_id) })) as never}>{t('review.compare')}</Anchor>}
            </div>
          </li>
        ))}
      </ul>
      {shown.length < findings.length && <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>{t('review.moreFindings', { count: findings.length - shown.length })}</Button>}
      {problems.length > 0 && <details className="problems"><summary>{t('review.problems', { count: problems.length })}</summary><ul>{problems.map((each, at) => <li key={at}><Text size="sm">{each}</Text></li>)}</ul></details>}
    </section>
  )
}
