// How homes of a development are paid, step by step: what of the price, and when. The shares make a hundred percent.
import { ActionIcon, Alert, Button, Group, NativeSelect, NumberInput, Text, TextInput, Title, Tooltip } from '@mantine/core'
import '@mantine/core/styles/NumberInput.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { asProblem } from '@/kernel/api/problem'
import type { Answer } from '@/kernel/api/types'
import { useUnsaved } from '@/kernel/form/unsaved'
import { IconClose, IconDown, IconPlus, IconUp } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { Failed, Lines } from '@/kernel/states/States'
import { undoable } from '@/kernel/toast'
import type { Development, Phase } from '../../realty'
import { phasesQuery, PROJECTS, stepsQuery } from '../desk'
import { parseShare, shareRest } from '../numbers'
import { Example } from './Example'

type Step = Answer<'/api/projects/{id}/payment-steps'>['steps'][number]
type Kind = 'booking' | 'days_after' | 'phase' | 'handover'

interface Row {
  key: number
  title: string
  share: string
  kind: Kind
  days: number
  phase: string
}

const KINDS = ['booking', 'days_after', 'phase', 'handover'] as const
const PATH = '/api/projects/{id}/payment-steps'

function rowOf(step: Step, key: number): Row {
  const { when } = step
  const base = { key, title: step.title, share: shareText(step.share_basis_points), days: 30, phase: '' }
  if (typeof when === 'string') return { ...base, kind: when }
  return 'phase' in when ? { ...base, kind: 'phase', phase: when.phase } : { ...base, kind: 'days_after', days: when.days_after }
}

function stepOf(row: Row, points: number): Step {
  const when = row.kind === 'phase' ? { phase: row.phase } : row.kind === 'days_after' ? { days_after: row.days } : row.kind
  return { title: row.title.trim(), share_basis_points: points, when }
}

const shareText = (points: number) => String(points / 100)

export function Steps({ development }: { development: Development }) {
  const steps = useQuery(stepsQuery(development.id))
  const phases = useQuery(phasesQuery(development.id))
  if (steps.error && !steps.data) return <Failed error={steps.error} retry={() => void steps.refetch()} />
  if (!steps.data || !phases.data) return <Lines count={6} />
  // What was saved elsewhere begins the form anew.
  return <Editor key={JSON.stringify(steps.data.steps)} development={development} kept={steps.data.steps} phases={phases.data} />
}

interface EditorProps {
  development: Development
  kept: readonly Step[]
  phases: readonly Phase[]
}

function Editor({ development, kept, phases }: EditorProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [rows, setRows] = useState<readonly Row[]>(() => kept.map(rowOf))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const points = rows.map((row) => (row.share.trim() === '' ? null : parseShare(row.share) ?? Number.NaN))
  const total = points.reduce<number>((all, each) => all + (each ?? 0), 0)
  const whole = rows.length === 0 || total === 10_000
  const complete = rows.every((row, at) => row.title.trim() !== '' && (points[at] ?? 0) > 0 && (row.kind !== 'phase' || row.phase.trim() !== ''))
  const next = rows.map((row, at) => stepOf(row, points[at] ?? 0))
  const dirty = JSON.stringify(next) !== JSON.stringify(kept)
  const { release } = useUnsaved(dirty)

  const set = (at: number, change: Partial<Row>) => setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)))
  const fresh = (row: Partial<Row>): Row => ({ key: Math.max(0, ...rows.map((each) => each.key)) + 1, title: '', share: '', kind: 'phase', days: 30, phase: '', ...row })
  const swap = (at: number, by: -1 | 1) => {
    const to = [...rows]
    const [one, other] = [to[at], to[at + by]]
    if (!one || !other) return
    to[at] = other
    to[at + by] = one
    setRows(to)
  }
  const fill = () => {
    const shares = shareRest(points.map((each) => (Number.isNaN(each) ? null : each)))
    setRows(rows.map((row, at) => ({ ...row, share: shareText(shares[at] ?? 0) })))
  }
  /** One step with the booking, one for each phase by its weight, one at the keys. */
  const along = () => {
    const weight = phases.reduce((all, each) => all + each.weight, 0)
    const shares = phases.map((each) => Math.floor((8_000 * each.weight) / Math.max(1, weight)))
    const odd = 8_000 - shares.reduce((all, each) => all + each, 0)
    setRows([
      fresh({ key: 1, title: t('builder.steps.booking'), share: '10', kind: 'booking' }),
      ...phases.map((phase, at) => fresh({ key: at + 2, title: t('builder.steps.onPhase', { phase: phase.phase_name }), share: shareText((shares[at] ?? 0) + (at === 0 ? odd : 0)), phase: phase.phase_name })),
      fresh({ key: phases.length + 2, title: t('builder.steps.keys'), share: phases.length === 0 ? '90' : '10', kind: 'handover' }),
    ])
  }
  const settle = async () => {
    await refetch(queries, PROJECTS)
    // The example below follows.
    await refetch(queries, '/api/units')
  }
  const save = async () => {
    setBusy(true)
    setProblem(null)
    const put = (steps: readonly Step[]) => client.PUT(PATH, { params: { path: { id: development.id } }, body: { steps: [...steps] } })
    try {
      await release(async () => { await put(next) })
      undoable(t('builder.steps.saved'), async () => {
        await put(kept)
        await settle()
      })
      await settle()
    } catch (error) {
      const found = asProblem(error)
      setProblem(Object.values(found.fields)[0] ?? found.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={2}>{t('builder.steps.title')}</Title>
          <Text c="dimmed" size="sm" maw={640}>{t('builder.steps.hint')}</Text>
        </div>
        <Group gap="sm">
          <Button variant="default" onClick={along}>{t('builder.steps.along')}</Button>
          <Button loading={busy} disabled={!dirty || !whole || !complete} onClick={() => void save()}>{plain('save')}</Button>
        </Group>
      </Group>
      {problem && <Alert color="danger" variant="outline" role="alert" mb="md">{problem}</Alert>}
      {rows.length === 0 && <Text mb="md">{t('builder.steps.house')}</Text>}
      <ol className="pay-steps" aria-label={t('builder.steps.title')}>
        {rows.map((row, at) => {
          const name = (what: string) => t('builder.steps.of', { what, number: at + 1 })
          return (
            <li key={row.key}>
              <TextInput className="grow" aria-label={name(t('builder.steps.stepTitle'))} placeholder={t('builder.steps.stepTitle')} maxLength={200} value={row.title} onChange={(event) => set(at, { title: event.currentTarget.value })} />
              <TextInput w={96} classNames={{ input: 'figure end' }} inputMode="decimal" aria-label={name(t('builder.steps.share'))} rightSection="%" value={row.share} error={Number.isNaN(points[at]) || undefined} onChange={(event) => set(at, { share: event.currentTarget.value })} />
              <NativeSelect w={170} aria-label={name(t('builder.steps.when'))} value={row.kind} data={KINDS.map((each) => ({ value: each, label: t(`builder.steps.kind.${each}`) }))} onChange={(event) => set(at, { kind: KINDS.find((each) => each === event.currentTarget.value) ?? 'booking' })} />
              {row.kind === 'days_after' && <NumberInput w={110} min={0} max={3650} aria-label={name(t('builder.steps.days'))} value={row.days} onChange={(value) => set(at, { days: Number(value) })} />}
              {row.kind === 'phase' && (
                <>
                  <TextInput w={180} aria-label={name(t('builder.steps.phase'))} list={`phases-${development.id}`} placeholder={t('builder.steps.phase')} value={row.phase} onChange={(event) => set(at, { phase: event.currentTarget.value })} />
                </>
              )}
              <Group gap={0} wrap="nowrap">
                <ActionIcon variant="subtle" color="gray" disabled={at === 0} aria-label={name(t('builder.steps.up'))} onClick={() => swap(at, -1)}><IconUp /></ActionIcon>
                <ActionIcon variant="subtle" color="gray" disabled={at === rows.length - 1} aria-label={name(t('builder.steps.down'))} onClick={() => swap(at, 1)}><IconDown /></ActionIcon>
                <Tooltip label={plain('remove')}><ActionIcon variant="subtle" color="gray" aria-label={name(plain('remove'))} onClick={() => setRows(rows.filter((_, index) => index !== at))}><IconClose /></ActionIcon></Tooltip>
              </Group>
            </li>
          )
        })}
      </ol>
      <datalist id={`phases-${development.id}`}>{phases.map((phase) => <option key={phase.id} value={phase.phase_name} />)}</datalist>
      <Group gap="md" mt="sm">
        <Button variant="default" leftSection={<IconPlus />} onClick={() => setRows([...rows, fresh({})])}>{t('builder.steps.add')}</Button>
        {points.includes(null) && <Button variant="subtle" onClick={fill}>{t('builder.steps.fill')}</Button>}
        {rows.length > 0 && (
          <Text fw={600} role="status" style={whole ? undefined : { color: 'var(--bad)' }}>
            {t('builder.steps.sum', { percent: Number.isNaN(total) ? '?' : shareText(total) })}{!whole && !Number.isNaN(total) && ` · ${total < 10_000 ? t('builder.steps.missing', { percent: shareText(10_000 - total) }) : t('builder.steps.over', { percent: shareText(total - 10_000) })}`}
          </Text>
        )}
      </Group>
      <Example development={development} />
    </>
  )
}
