// How a development grows: each phase with a slider, and the news from the site.
import { Button, Group, Slider, Text, Title } from '@mantine/core'
import '@mantine/core/styles/Slider.css'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { confirm } from '@/kernel/confirm'
import { IconPlus } from '@/kernel/icons'
import { refetch } from '@/kernel/live'
import { Failed, Lines } from '@/kernel/states/States'
import { Status } from '@/kernel/Status'
import { failed, told, undoable } from '@/kernel/toast'
import { Meter } from '@/kernel/Meter'
import { Phases, Updates } from '../../parts/Phases'
import type { Phase, SiteUpdate } from '../../realty'
import { phasesQuery, summaryQuery, updatesQuery } from '../desk'
import { editPhase } from './PhaseForm'
import { PostUpdate } from './PostUpdate'

const ONE = '/api/progress/{id}'

export function Construction({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const queries = useQueryClient()
  const phases = useQuery(phasesQuery(id))
  const summary = useQuery(summaryQuery(id)).data
  const settle = () => refetch(queries, '/api/projects')
  if (phases.error && !phases.data) return <Failed error={phases.error} retry={() => void phases.refetch()} />
  if (!phases.data) return <Lines count={8} />
  return (
    <div className="columns">
      <section className="card" aria-label={t('phases.title')}>
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h3">{t('phases.title')}</Title>
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={() => editPhase(null, id, queries)}>{t('builder.phase.add')}</Button>
        </Group>
        {summary && phases.data.length > 0 && (
          <div style={{ marginBottom: 20 }}>
            <Text fw={600} mb={4}>{t('phases.overall', { percent: Math.round(summary.overall * 10) / 10 })}</Text>
            <Meter label={t('phases.overall', { percent: Math.round(summary.overall) })} percent={summary.overall} />
            {summary.delayed && <Text size="sm" mt={4}><Status tone="bad">{t('phases.late', { count: summary.delayed_days })}</Status></Text>}
          </div>
        )}
        {phases.data.length === 0 && <Text c="dimmed" mb="sm">{t('builder.phase.emptyHint')}</Text>}
        <Phases phases={phases.data} bar={(phase) => (phase.status === 'completed' ? null : <PhaseSlider phase={phase} settle={settle} />)} action={(phase) => <PhaseActions phase={phase} settle={settle} />} />
      </section>
      <News id={id} />
    </div>
  )
}

interface PhaseProps {
  phase: Phase
  settle: () => Promise<void>
}

/** Sets how far a phase is. A hundred percent is asked about first: it makes payments due. */
function useProgress({ phase, settle }: PhaseProps) {
  const { t } = useTranslation('realty')
  const params = { path: { id: phase.id } }
  const put = async (to: number) => {
    const before = phase.progress_percentage
    if (to === before) return
    try {
      await client.PATCH(ONE, { params, body: { progress_percentage: to } })
      const says = t('builder.phase.set', { name: phase.phase_name, percent: to })
      // Completing a phase asks customers for money: that is not taken back by a click.
      if (to === 100) told(says)
      else {
        undoable(says, async () => {
          await client.PATCH(ONE, { params, body: { progress_percentage: before } })
          await settle()
        })
      }
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const complete = () => confirm({
    title: t('builder.phase.completeTitle', { name: phase.phase_name }), text: t('builder.phase.completeText'), confirm: t('builder.phase.complete'), run: () => put(100),
  })
  return { put, complete }
}

function PhaseSlider({ phase, settle }: PhaseProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const { put, complete } = useProgress({ phase, settle })
  const [percent, setPercent] = useState(phase.progress_percentage)
  useEffect(() => setPercent(phase.progress_percentage), [phase.progress_percentage])
  // Whoever holds an arrow key sends one number, not ten.
  const later = useDebouncedCallback((to: number) => void put(to), 350)
  const chosen = (to: number) => {
    if (to !== 100) return later(to)
    setPercent(phase.progress_percentage)
    complete()
  }
  return (
    <div className="gauge">
      <Slider style={{ flex: 1 }} thumbLabel={t('builder.phase.slider', { name: phase.phase_name })} min={0} max={100} step={1} value={percent} onChange={setPercent} onChangeEnd={chosen} label={(value) => plain('percent', { value })} size="sm" />
      <span className="figure">{plain('percent', { value: percent })}</span>
    </div>
  )
}

function PhaseActions({ phase, settle }: PhaseProps) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const { complete } = useProgress({ phase, settle })
  const remove = () => confirm({
    title: t('builder.phase.removeQuestion', { name: phase.phase_name }), text: t('builder.phase.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE(ONE, { params: { path: { id: phase.id } } })
        told(t('builder.phase.removed', { name: phase.phase_name }))
      } catch (error) {
        failed(error)
      }
      await settle()
    },
  })
  return (
    <Group gap="xs" mt="xs" className="no-print">
      {phase.status !== 'completed' && <Button size="compact-sm" variant="default" aria-label={t('builder.phase.completeNamed', { name: phase.phase_name })} onClick={complete}>{t('builder.phase.complete')}</Button>}
      <Button size="compact-sm" variant="subtle" aria-label={t('builder.phase.edit', { name: phase.phase_name })} onClick={() => editPhase(phase, phase.project_id, queries)}>{plain('edit')}</Button>
      <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('builder.phase.remove', { name: phase.phase_name })} onClick={remove}>{plain('remove')}</Button>
    </Group>
  )
}

function News({ id }: { id: number }) {
  const { t } = useTranslation('realty')
  const { t: plain } = useTranslation()
  const queries = useQueryClient()
  const [many, setMany] = useState(20)
  const updates = useQuery({ ...updatesQuery(id, many), placeholderData: (before: SiteUpdate[] | undefined) => before })
  const settle = () => refetch(queries, '/api/projects')
  const publish = async (update: SiteUpdate) => {
    try {
      await client.PATCH('/api/updates/{id}', { params: { path: { id: update.id } }, body: { is_published: !update.is_published } })
      told(update.is_published ? t('builder.news.hidden') : t('builder.news.published'))
    } catch (error) {
      failed(error)
    }
    await settle()
  }
  const remove = (update: SiteUpdate) => confirm({
    title: t('builder.news.removeQuestion', { title: update.update_title }), text: t('builder.news.removeText'), confirm: plain('remove'),
    run: async () => {
      try {
        await client.DELETE('/api/updates/{id}', { params: { path: { id: update.id } } })
      } catch (error) {
        failed(error)
      }
      await settle()
    },
  })
  return (
    <section className="card" aria-label={t('updates.title')}>
      <Title order={2} size="h3" mb="sm">{t('updates.title')}</Title>
      <PostUpdate id={id} />
      {updates.error && !updates.data ? <Failed error={updates.error} retry={() => void updates.refetch()} /> : !updates.data ? <Lines count={5} /> : (
        <>
          <Updates
            updates={updates.data}
            action={(update) => (
              <Group gap="xs" mt="xs" className="no-print">
                <Button size="compact-sm" variant="subtle" onClick={() => void publish(update)}>{update.is_published ? t('builder.news.hide') : t('builder.news.publish')}</Button>
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(update)}>{plain('remove')}</Button>
              </Group>
            )}
          />
          {updates.data.length === many && many < 100 && <Button variant="subtle" onClick={() => setMany(100)}>{t('builder.news.older')}</Button>}
        </>
      )}
    </section>
  )
}
