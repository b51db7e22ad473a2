// How the file was understood, in words and in the file's own rows; each column may be named anew.
import { Alert, Button, Checkbox, Group, NativeSelect, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Private } from '@/kernel/Private'
import { type Change, difference, type Import, lacking, type Mapping, type Role, ROLES } from './imports'

interface UnderstandingProps {
  of: Import
  read: (body: Change) => Promise<void>
  busy: boolean
  mayWrite: boolean
}

export function Understanding({ of, read, busy, mayWrite }: UnderstandingProps) {
  const { t } = useTranslation('planning')
  const { understanding } = of
  const { mapping, alternatives, ambiguous, notes } = understanding
  const [shown, setShown] = useState(ambiguous || of.status === 'failed')
  const [draft, setDraft] = useState<Mapping | null>(mapping)
  const facts = [
    of.format?.toUpperCase(), understanding.encoding?.toUpperCase(),
    understanding.separator && t('understood.separator', { sign: understanding.separator === '\t' ? t('understood.tab') : understanding.separator }),
    understanding.dates && t(`dateOrder.${understanding.dates}`), understanding.decimal && t(`decimalMark.${understanding.decimal}`), mapping?.negate && t('understood.negated'),
  ].filter(Boolean)
  const touched = draft !== null && mapping !== null && JSON.stringify(draft) !== JSON.stringify(mapping)
  const lacks = draft ? lacking(draft.columns) : null
  const set = (part: Partial<Mapping>) => setDraft((before) => before && { ...before, ...part })
  return (
    <section className="card" aria-label={t('understood.title')}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h3">{t('understood.title')}</Title>
          <Text size="sm" c="dimmed">{facts.join(' · ')}</Text>
        </div>
        {mapping && <Button variant="subtle" size="compact-sm" style={{ flex: 'none' }} aria-expanded={shown} onClick={() => setShown(!shown)}>{shown ? t('understood.hide') : t('understood.show')}</Button>}
      </Group>
      {notes.length > 0 && <ul className="notes">{notes.map((each) => <li key={each}>{each}</li>)}</ul>}
      {ambiguous && (
        <Alert variant="outline" mt="sm" title={t('understood.ambiguous')}>
          <Text size="sm">{t('understood.ambiguousHint')}</Text>
          {mapping && mayWrite && (
            <Group gap="xs" mt="xs">
              {alternatives.map((other, at) => (
                <Button key={at} size="xs" variant="default" loading={busy} onClick={() => void read({ mapping: other })}>
                  {difference(mapping, other).map((each) => (each === 'dates' ? t(`dateOrder.${other.dates}`) : each === 'decimal' ? t(`decimalMark.${other.decimal}`) : t(`understood.other.${each}`))).join(', ') || t('understood.otherWay', { number: at + 1 })}
                </Button>
              ))}
            </Group>
          )}
        </Alert>
      )}
      {shown && draft && (
        <>
          <div className="table-scroll mapping" role="region" aria-label={t('understood.preview')} tabIndex={0}>
            <table className="data-table">
              <thead>
                <tr>
                  {draft.columns.map((role, at) => (
                    <th scope="col" key={at}>
                      <div className="mapped"><Private>{understanding.header[at] ?? t('understood.column', { number: at + 1 })}</Private></div>
                      <NativeSelect
                        size="xs" aria-label={t('understood.means', { column: understanding.header[at] ?? String(at + 1) })} value={role} disabled={!mayWrite}
                        onChange={(event) => set({ columns: draft.columns.map((each, other) => (other === at ? event.currentTarget.value as Role : each)) })}
                        data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
                      />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {understanding.preview.map((cells, row) => (
                  <tr key={row}>{draft.columns.map((role, at) => <td key={at} data-ignored={role === 'ignored' || undefined}><Private>{cells[at] ?? ''}</Private></td>)}</tr>
                ))}
              </tbody>
            </table>
          </div>
          {mayWrite && (
            <Group gap="md" mt="sm" align="flex-end">
              <NativeSelect
                size="xs" label={t('understood.dates')} value={draft.dates} onChange={(event) => set({ dates: event.currentTarget.value as Mapping['dates'] })}
                data={(['year_month_day', 'day_month_year', 'month_day_year'] as const).map((value) => ({ value, label: t(`dateOrder.${value}`) }))}
              />
              <NativeSelect
                size="xs" label={t('understood.decimal')} value={draft.decimal} onChange={(event) => set({ decimal: event.currentTarget.value as Mapping['decimal'] })}
                data={(['point', 'comma'] as const).map((value) => ({ value, label: t(`decimalMark.${value}`) }))}
              />
              <Checkbox label={t('understood.negate')} checked={draft.negate} onChange={(event) => set({ negate: event.currentTarget.checked })} mb={6} />
              <Button size="xs" disabled={!touched || lacks !== null} loading={busy} onClick={() => void read({ mapping: draft })}>{t('understood.again')}</Button>
              {lacks && <Text size="sm" c="var(--bad)">{t(`understood.lacks.${lacks}`)}</Text>}
            </Group>
          )}
        </>
      )}
    </section>
  )
}
