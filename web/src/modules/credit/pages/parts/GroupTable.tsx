// Groups of loans as a table with bars: what they are, how many, how much, what share. Each opens its loans.
import { Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { isStatus } from '../../credit'
import { count, rate, share } from '../../figures'
import { type FigureColumn, FigureTable } from '../../frame/FigureTable'
import { useLoansLink } from '../../frame/portfolio'
import { RatingBadge, StatusBadge } from '../../parts/badges'
import { Cash } from '../../parts/Cash'

/** Some loans, as every analysis tells of them. */
export interface LoanGroup {
  key?: string | null
  loans: number
  exposure: number | string
  share: number
  weighted_rate?: number | null
  filter?: unknown
}

export type GroupKind = 'rating' | 'status' | 'sector' | 'country' | 'borrower' | 'plain'

interface GroupTableProps<G extends LoanGroup> {
  /** A sentence. */
  title: string
  note?: string
  of: GroupKind
  groups: readonly G[]
  /** What the key is called, where it is none of the known. */
  header?: string
  name?: (group: G) => string
  /** More columns, after the share. */
  more?: readonly FigureColumn<G>[]
  /** Without the mean rate. */
  bare?: boolean
  short?: boolean
}

export function GroupTable<G extends LoanGroup>({ title, note, of, groups, header, name, more = [], bare, short }: GroupTableProps<G>) {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const to = useLoansLink()
  const most = Math.max(...groups.map((each) => each.share), 0.000001)
  const columns: FigureColumn<G>[] = [
    { header: header ?? (of === 'plain' ? '' : t(`field.${of}`)), cell: (group) => (name ? name(group) : <GroupName of={of} named={group.key ?? null} />) },
    { header: t('field.loans'), align: 'end', wide: true, cell: (group) => count(group.loans, locale) },
    { header: t('field.amount'), align: 'end', cell: (group) => <Cash of={group.exposure} short /> },
    { header: t('field.share'), align: 'end', cell: (group) => <ShareBar share={group.share} most={most} /> },
    ...(bare ? [] : [{ header: t('field.rate'), align: 'end' as const, wide: true, cell: (group: G) => rate(group.weighted_rate, locale) }]),
    ...more,
  ]
  return (
    <section className="card" aria-label={title}>
      <Group justify="space-between" align="baseline" gap="xs"><Title order={3} size="h3">{title}</Title></Group>
      {note && <Text size="sm" c="dimmed">{note}</Text>}
      <div className="card-table">
        <FigureTable label={title} columns={columns} rows={groups} rowKey={(group) => group.key ?? '—'} to={(group) => (group.filter && group.loans > 0 ? to(group.filter) : undefined)} {...(short ? { short } : {})} />
      </div>
    </section>
  )
}

export function GroupName({ of, named }: { of: GroupKind; named: string | null }) {
  const { t } = useTranslation('credit')
  if (named === null) return <span className="quiet">{t('analyses.nameless')}</span>
  if (of === 'rating') return <RatingBadge rating={named} />
  if (of === 'status' && isStatus(named)) return <StatusBadge status={named} />
  return of === 'borrower' ? <Private>{named}</Private> : <>{named}</>
}

/** A share with a bar beside it, long as the greatest of its like is wide. */
export function ShareBar({ share: part, most }: { share: number; most: number }) {
  const locale = useLocale()
  return (
    <span className="share-bar">
      <i aria-hidden="true"><i style={{ width: `${Math.max(0, Math.min(1, part / most)) * 100}%` }} /></i>
      <span className="figure">{share(part, locale, 1)}</span>
    </span>
  )
}
