// One claim in review: what speaks for and against it, its papers beside it, and the decision by one key.
import { Anchor, Button, Group, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '@/kernel/keys'
import { refetch } from '@/kernel/live'
import { money } from '@/kernel/money'
import { Private } from '@/kernel/Private'
import { useListSearch } from '@/kernel/resource/ListPage'
import { useClose } from '@/kernel/resource/RecordPanel'
import { SidePanel } from '@/kernel/resource/SidePanel'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { Ago, Day } from '@/kernel/Time'
import { Cash } from '@/kernel/Cash'
import { ClaimWay, Decisions } from './ClaimWay'
import { Decide, type Doing } from './Decide'
import { Documents } from './Documents'
import { ALL, CLAIM_TONES, claimStatusName, type ClaimDocument, documentsQuery, queueQuery, type Reviewed, reviewQuery } from './insurance'
import { Meter } from '@/kernel/Meter'
import { Paper } from './Paper'
import { coverLeft, coverTone, flags, payable } from './rules'
import './words'

const KEYS: Record<Doing, string> = { approve: 'a', reject: 'r', pay: 'p' }
const DOINGS = ['approve', 'reject', 'pay'] as const

export function ReviewPanel({ id }: { id: number }) {
  const { t } = useTranslation('insurance')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const close = useClose('/claims-review')
  const [search] = useListSearch()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [paper, setPaper] = useState<ClaimDocument | null>(null)
  const narrow = useMediaQuery('(max-width: 75em)', false, { getInitialValueInEffect: false })
  const queue = useQuery(queueQuery(search))
  const papers = useQuery(documentsQuery(id))
  const { data, error, refetch: again } = useQuery(reviewQuery(id))

  const rows = queue.data?.rows ?? []
  const at = rows.findIndex((row) => row.id === id)
  const other = (by: -1 | 1) => (at < 0 ? rows[0] : rows[at + by])
  const go = (to: Reviewed | undefined) => {
    if (to) void navigate({ to: '/claims-review/$id', params: { id: String(to.id) }, search: true, replace: true })
  }
  const decided = async () => {
    setDoing(null)
    // The next one opens: a queue is worked off without going back to it.
    const next = other(1) ?? (at > 0 ? rows[at - 1] : undefined)
    if (next && next.id !== id && search.show !== 'every') go(next)
    await refetch(queries, ALL)
  }
  const may = (what: Doing) => data?.may.includes(what) ?? false
  const group = t('review.keys')
  useShortcuts([
    { key: 'j', label: t('review.next'), group, run: () => go(other(1)) },
    { key: 'k', label: t('review.previous'), group, run: () => go(other(-1)) },
    { key: 'v', label: t('review.papers'), group, run: () => setPaper(paper ? null : papers.data?.[0] ?? null) },
    ...DOINGS.filter(may).map((what) => ({ key: KEYS[what], label: t(`review.${what}`), group, run: () => setDoing(what) })),
  ])
  return (
    <>
      {paper && !narrow && <div className="paper-side"><Paper document={paper} onClose={() => setPaper(null)} /></div>}
      <SidePanel
        title={data?.claim_number ?? t('claims.one')} page={t('review.title')} onClose={close} onStep={(by) => go(other(by))}
        subtitle={data && <Group gap="sm"><Status tone={CLAIM_TONES[data.status]}>{claimStatusName(data.status)}</Status><Text size="sm" c="dimmed"><Private>{data.holder}</Private></Text></Group>}
      >
        {error && !data ? <Failed error={error} retry={() => void again()} /> : null}
        {!data && !error ? <Lines count={9} /> : null}
        {data && (
          <>
            <Flags claim={data} />
            {doing && may(doing) ? (
              <Decide key={`${doing}-${data.id}`} claim={data} doing={doing} done={() => void decided()} cancel={() => setDoing(null)} />
            ) : (
              <Group gap="sm" mb="lg">
                {DOINGS.filter(may).map((what) => (
                  <Button key={what} variant={what === 'reject' ? 'outline' : 'filled'} {...(what === 'reject' ? { color: 'danger' } : {})} onClick={() => setDoing(what)}>{t(`review.${what}`)}</Button>
                ))}
                {!DOINGS.some(may) && <Text size="sm" c="dimmed">{data.blocked ?? t('review.nothing')}</Text>}
              </Group>
            )}
            <ClaimWay claim={data} />
            <Facts claim={data} />
            <Documents claimId={data.id} mayChange={false} {...(narrow ? {} : { show: setPaper })} shown={paper?.id ?? null} />
            <Decisions claimId={data.id} currency={data.currency} />
          </>
        )}
      </SidePanel>
    </>
  )
}

function Flags({ claim }: { claim: Reviewed }) {
  const { t } = useTranslation('insurance')
  const raised = flags(claim)
  if (raised.length === 0) return null
  return (
    <ul className="flags" aria-label={t('review.flags')}>
      {raised.map((flag) => (
        <li key={flag}>
          <Status tone={flag === 'noDocuments' || flag === 'override' ? 'still' : 'warn'}>
            <span>
              {t(`review.flag.${flag}`)}
              {flag === 'duplicate' && claim.possible_duplicates.map((id) => <span key={id}> <Other id={id} /></span>)}
              {flag === 'override' && `: ${claim.override_reason ?? ''}`}
            </span>
          </Status>
        </li>
      ))}
    </ul>
  )
}

/** Another claim, by its number. */
function Other({ id }: { id: number }) {
  const { data } = useQuery(reviewQuery(id))
  return <Anchor component={Link} inherit to={`/claims-review/${id}`} search={true as never}>{data?.claim_number ?? `#${id}`}</Anchor>
}

function Facts({ claim }: { claim: Reviewed }) {
  const { t } = useTranslation('insurance')
  const cash = (of: number | null) => <Cash of={of} currency={claim.currency} />
  return (
    <dl className="facts">
      <dt>{t('field.amount')}</dt><dd><b>{cash(claim.amount)}</b></dd>
      <dt>{t('field.deductible')}</dt><dd>{cash(claim.deductible)}</dd>
      <dt>{t('field.payable')}</dt><dd>{claim.payable_amount === null ? <Cash of={payable(money(claim.amount), claim.deductible)} currency={claim.currency} /> : <b>{cash(claim.payable_amount)}</b>}</dd>
      {claim.approved_amount !== null && <><dt>{t('field.approved')}</dt><dd>{cash(claim.approved_amount)}</dd></>}
      <dt>{t('field.coverLeft')}</dt>
      <dd>
        <Meter label={t('policies.coverLeftOf', { name: claim.policy_number, percent: coverLeft(claim) })} percent={coverLeft(claim)} tone={coverTone(claim)} />
        {cash(claim.cover_left)} <Text span size="sm" c="dimmed">/ {cash(claim.coverage_amount)}</Text>
      </dd>
      <dt>{t('review.pendingOnPolicy')}</dt><dd>{cash(claim.pending_amount)}</dd>
      <dt>{t('field.incident')}</dt><dd><Day on={claim.incident_date} /></dd>
      <dt>{t('field.description')}</dt><dd className="told"><Private>{claim.description}</Private></dd>
      <dt>{t('field.policy')}</dt><dd><Anchor component={Link} inherit to={`/all-policies/${claim.policy_id}`}>{claim.policy_number}</Anchor></dd>
      <dt>{t('field.submitted')}</dt><dd><Ago at={claim.submitted_at} /></dd>
      {claim.reason && <><dt>{t('field.reason')}</dt><dd className="told">{claim.reason}</dd></>}
      {claim.payment_reference && <><dt>{t('field.reference')}</dt><dd>{claim.payment_reference}</dd></>}
    </dl>
  )
}
