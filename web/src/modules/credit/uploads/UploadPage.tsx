// Loading a file: chosen, checked without a trace, then loaded.
import { Alert, Button, Group, Text, Title } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Guarded } from '@/kernel/Guarded'
import { WRITE } from '../credit'
import { useChange } from '../frame/change'
import { usePageLink, usePortfolio } from '../frame/portfolio'
import { Bar } from './Bar'
import { Choose } from './Choose'
import { Checked, Loaded } from './Outcome'
import type { LoadKind } from './shapes'
import { type Stage, useLoad } from './useLoad'
import './words'
import './uploads.css'

export function UploadPage() {
  return <Guarded permission={WRITE}><Wizard /></Guarded>
}

const STEPS = ['choose', 'check', 'load'] as const

function stepOf(stage: Stage): number {
  if (stage.at === 'choose') return 0
  if (stage.at === 'checked') return 1
  if (stage.at === 'loaded') return 3
  return stage.mode === 'dry_run' ? 1 : 2
}

function Wizard() {
  const { t } = useTranslation('credit')
  const { t: plain } = useTranslation()
  const { id } = usePortfolio()
  const link = usePageLink()
  const change = useChange()
  const raw: Record<string, unknown> = useSearch({ strict: false })
  const kind: LoadKind = raw.kind === 'ratings' ? 'ratings' : 'loans'
  const { stage, run, cancel, restart } = useLoad(id, kind)
  const at = stepOf(stage)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // What came of it is read out, and the keyboard is where it goes on.
    if (stage.at === 'checked' || stage.at === 'loaded') box.current?.querySelector<HTMLElement>('h2')?.focus()
  }, [stage.at])
  return (
    <section className="load" aria-label={t('uploads.add')}>
      <Group justify="space-between" mb="md">
        <ol className="load-steps" aria-label={t('uploads.steps')}>
          {STEPS.map((step, place) => <li key={step} data-done={place < at || undefined} aria-current={place === at ? 'step' : undefined}>{t(`uploads.step.${step}`)}</li>)}
        </ol>
        <Button component={Link} to={link('uploads')} variant="default">{t('uploads.earlier')}</Button>
      </Group>
      <div ref={box}>
        {stage.at === 'choose' && <Choose kind={kind} onKind={(next) => change({ kind: next === 'loans' ? undefined : next }, true)} onFile={(file) => void run(file, 'dry_run')} />}
        {stage.at === 'sending' && (
          <div className="card">
            <Title order={2} mb="xs">{t(stage.mode === 'dry_run' ? 'uploads.checking' : 'uploads.loading', { name: stage.file.name })}</Title>
            <Bar progress={stage.progress} name={stage.file.name} />
            <Text size="sm" c="dimmed" my="sm">{t(stage.mode === 'dry_run' ? 'uploads.checkingHint' : 'uploads.loadingHint')}</Text>
            <Button variant="default" onClick={cancel}>{plain('cancel')}</Button>
          </div>
        )}
        {stage.at === 'checked' && <Checked file={stage.file} kind={kind} result={stage.result} onLoad={(mode) => void run(stage.file, mode)} onAgain={restart} />}
        {stage.at === 'loaded' && <Loaded file={stage.file} kind={kind} result={stage.result} onAgain={restart} />}
        {stage.at === 'failed' && (
          <Alert color="danger" variant="outline" role="alert" title={t('uploads.failed', { name: stage.file.name })}>
            {stage.problem.unreachable ? plain('state.unreachable') : stage.problem.message}
            {stage.problem.requestId && <Text size="xs" c="dimmed" ff="monospace">{plain('state.request', { id: stage.problem.requestId })}</Text>}
            <Group gap="xs" mt="sm">
              <Button size="xs" variant="default" onClick={() => void run(stage.file, stage.mode)}>{plain('retry')}</Button>
              <Button size="xs" variant="default" onClick={restart}>{t('uploads.another')}</Button>
            </Group>
          </Alert>
        )}
      </div>
    </section>
  )
}
