// What a file would bring, by verdict: each line can be decided and given its category.
import { Button, Group, Tabs, Text, UnstyledButton } from '@mantine/core'
import '@mantine/core/styles/Tabs.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/kernel/Amount'
import { IconLeft, IconRight } from '@/kernel/icons'
import { money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Failed, Lines } from '@/kernel/states/States'
import { DayOf } from '../register/Cells'
import { CategoryInput } from '../register/CategoryInput'
import { type Decisions, type Import, type ImportLine, LINES_PAGE, linesQuery, type Verdict, VERDICTS } from './imports'

interface LinesOfProps {
  of: Import
  search: Record<string, unknown>
  onSearch: (change: Record<string, unknown>) => void
  decide: (body: Decisions) => Promise<void>
  mayWrite: boolean
  busy: boolean
}

export function LinesOf({ of, search, onSearch, decide, mayWrite, busy }: LinesOfProps) {
  const { t } = useTranslation('planning')
  const number = new Intl.NumberFormat(useLocale())
  const chosen = VERDICTS.find((each) => each === search.tab)
  const tab = chosen ?? VERDICTS.find((each) => of[each].lines > 0) ?? 'new'
  const tally = of[tab]
  const page = Number(search.page ?? 1)
  const lines = useQuery(linesQuery(of.id, tab, page))
  const open = mayWrite && (of.status === 'ready' || (of.status === 'done' && tab === 'near'))
  const from = (page - 1) * LINES_PAGE
  return (
    <section aria-label={t('lines.title')}>
      <Tabs value={tab} onChange={(next) => onSearch({ tab: next ?? undefined, page: undefined })} keepMounted={false}>
        <Tabs.List>
          {VERDICTS.map((each) => <Tabs.Tab key={each} value={each}>{t(`verdict.${each}`)} <span className="count">{number.format(of[each].lines)}</span></Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="sm">
          <Group justify="space-between" mb="sm" gap="xs">
            <Text size="sm" c="dimmed" maw={620}>{of.status === 'done' && tab === 'new' ? t('lines.booked') : t(`verdictHint.${tab}`)}</Text>
            {tally.lines > 0 && tab !== 'unreadable' && (
              <Text size="sm">{t('lines.in')} <Amount of={money(tally.money_in)} /> · {t('lines.out')} <Amount of={money(tally.money_out)} /></Text>
            )}
          </Group>
          {tab === 'near' && open && tally.lines > 0 && (
            <Group gap="xs" mb="sm">
              <Button size="xs" variant="default" disabled={busy} onClick={() => void decide({ verdict: 'near', decision: 'skip' })}>{t('lines.skipAll')}</Button>
              <Button size="xs" variant="default" disabled={busy} onClick={() => void decide({ verdict: 'near', decision: 'import' })}>{t('lines.importAll')}</Button>
            </Group>
          )}
          {lines.error && !lines.data ? <Failed error={lines.error} retry={() => void lines.refetch()} /> : !lines.data ? <Lines count={5} />
            : lines.data.rows.length === 0 ? <Text c="dimmed" py="lg">{t('lines.none')}</Text> : (
              <>
                <Table rows={lines.data.rows} verdict={tab} open={open} decide={decide} />
                {lines.data.total > LINES_PAGE && (
                  <Group justify="flex-end" mt="sm" gap="xs">
                    <Text size="sm" c="dimmed">{number.format(from + 1)}–{number.format(Math.min(lines.data.total, from + LINES_PAGE))} / {number.format(lines.data.total)}</Text>
                    <Button size="compact-sm" variant="default" aria-label={t('lines.before')} disabled={page <= 1} onClick={() => onSearch({ page: page - 1 })}><IconLeft /></Button>
                    <Button size="compact-sm" variant="default" aria-label={t('lines.after')} disabled={from + LINES_PAGE >= lines.data.total} onClick={() => onSearch({ page: page + 1 })}><IconRight /></Button>
                  </Group>
                )}
              </>
            )}
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

interface TableProps {
  rows: readonly ImportLine[]
  verdict: Verdict
  open: boolean
  decide: (body: Decisions) => Promise<void>
}

function Table({ rows, verdict, open, decide }: TableProps) {
  const { t } = useTranslation('planning')
  return (
    <div className="table-block register lines">
      <div className="table-scroll" role="region" aria-label={t(`verdict.${verdict}`)} tabIndex={0}>
        <table className="data-table">
          <thead>
            <tr>
              <th scope="col">{verdict === 'unreadable' ? t('lines.line') : t('books.date')}</th>
              <th scope="col">{t('books.payee')}</th>
              {verdict === 'near' && <th scope="col">{t('lines.candidate')}</th>}
              {verdict === 'unreadable' ? <th scope="col">{t('lines.reason')}</th> : (
                <>
                  {verdict !== 'near' && <th scope="col">{t('field.category')}</th>}
                  <th scope="col" data-end="end">{t('books.amount')}</th>
                  {verdict !== 'known' && <th scope="col">{t('lines.decision')}</th>}
                </>
              )}
            </tr>
          </thead>
          <tbody>{rows.map((line) => <Row key={line.id} line={line} verdict={verdict} open={open && !line.settled} decide={decide} />)}</tbody>
        </table>
      </div>
    </div>
  )
}

function Row({ line, verdict, open, decide }: Omit<TableProps, 'rows'> & { line: ImportLine }) {
  const { t } = useTranslation('planning')
  const skipped = line.decision === 'skip'
  const lines = [line.id]
  return (
    <tr data-line data-skipped={skipped || undefined}>
      <td className="day">{verdict === 'unreadable' || !line.date ? line.line : <DayOf on={line.date} />}</td>
      <td className="payee">
        <Private>{line.payee || '—'}</Private>
        {line.memo && line.memo !== line.payee && <div className="memo"><Private>{line.memo}</Private></div>}
      </td>
      {verdict === 'unreadable' && <td className="category">{line.reason}</td>}
      {verdict === 'near' && (
        <td className="category">
          {line.candidate && <>
            <DayOf on={line.candidate.date} /> <Private>{line.candidate.payee}</Private> · <Amount of={money(line.candidate.amount)} />
            <div className="memo"><Private>{[line.candidate.account, line.candidate.category].filter(Boolean).join(' · ')}</Private></div>
          </>}
        </td>
      )}
      {(verdict === 'new' || verdict === 'known') && <td className="category">{open && verdict === 'new' ? <Category line={line} decide={decide} /> : line.category ?? <span className="hint">—</span>}</td>}
      {verdict !== 'unreadable' && <td className="amount" data-end="end"><span className="flow" data-tone={money(line.amount) > 0n ? 'in' : undefined}><Amount of={money(line.amount)} /></span></td>}
      {(verdict === 'new' || verdict === 'near') && (
        <td className="row-end">
          {open ? (
            <Group gap={4} wrap="nowrap" role="group" aria-label={t('lines.decideOn', { name: line.payee || String(line.line) })}>
              {verdict === 'near' ? (
                <>
                  <Button size="compact-xs" variant={skipped ? 'filled' : 'default'} aria-pressed={skipped} onClick={() => void decide({ lines, decision: skipped ? null : 'skip' })}>{t('lines.skip')}</Button>
                  <Button size="compact-xs" variant={line.decision === 'import' ? 'filled' : 'default'} aria-pressed={line.decision === 'import'} onClick={() => void decide({ lines, decision: line.decision === 'import' ? null : 'import' })}>{t('lines.import')}</Button>
                </>
              ) : <Button size="compact-xs" variant={skipped ? 'filled' : 'default'} aria-pressed={skipped} onClick={() => void decide({ lines, decision: skipped ? null : 'skip' })}>{t('lines.skip')}</Button>}
            </Group>
          ) : <span className="hint">{line.decision ? t(`decision.${line.decision}`) : line.settled ? t('decision.import') : ''}</span>}
        </td>
      )}
    </tr>
  )
}

/** A click makes it a field; enter or leaving it keeps what was typed. */
function Category({ line, decide }: { line: ImportLine; decide: TableProps['decide'] }) {
  const { t } = useTranslation('planning')
  const [typed, setTyped] = useState<string | null>(null)
  if (typed === null) {
    return (
      <UnstyledButton className="cell" onClick={() => setTyped(line.category ?? '')}>
        {line.category ?? <span className="uncategorised">{t('books.uncategorised')}</span>}
      </UnstyledButton>
    )
  }
  const keep = () => {
    setTyped(null)
    const name = typed.trim() || null
    if (name !== line.category) void decide({ lines: [line.id], category: name })
  }
  return (
    <div onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) keep() }}>
      <CategoryInput
        size="xs" autoFocus aria-label={t('field.category')} value={typed} onChange={setTyped}
        onKeyDown={(event) => { if (event.key === 'Enter') keep(); else if (event.key === 'Escape') setTyped(null) }}
      />
    </div>
  )
}
