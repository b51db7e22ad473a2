// A model to turn and to walk around, with the homes in it as they stand now. What the pointer can do, buttons,
// keys and the list beside it can do too.
import { Button, Text, useComputedColorScheme } from '@mantine/core'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, Problem } from '@/kernel/api/problem'
import { save } from '@/kernel/download'
import { useLocale } from '@/kernel/preferences'
import { Empty, Failed } from '@/kernel/states/States'
import { type MatrixUnit, type Model3d, UNIT_STATUSES, type UnitStatus, unitStatusName, unitTypeName } from '../../realty'
import { formatSize } from '../upload'
import { bytesOf, isKept } from './bytes'
import { Homes } from './Homes'
import { Legend } from './Legend'
import type { Shown, Stage } from './scene'
import { Tools } from './Tools'
import './viewer.css'
import '../../customer/words'

export type ViewedModel = Pick<Model3d, 'id' | 'model_name' | 'file_url' | 'file_format' | 'file_size'>

interface ViewerProps {
  model: ViewedModel
  /** The homes of its development as they stand now; without them it is only shown. */
  units?: readonly MatrixUnit[] | undefined
  currency?: string | undefined
  chosen?: number | null
  onChoose?: (unit: MatrixUnit) => void
}

/** More than this is fetched only when it is asked for. */
const HEAVY = 12_000_000
const TURN = Math.PI / 12

type Step = { at: 'asked' } | { at: 'coming'; percent: number | null } | { at: 'shown' } | { at: 'failed'; error: unknown }

export function Viewer(props: ViewerProps) {
  const { t } = useTranslation('realty')
  const { model } = props
  const locale = useLocale()
  const heavy = (model.file_size ?? 0) > HEAVY
  const [wanted, setWanted] = useState(!heavy)
  if (!['glb', 'gltf', 'obj'].includes(model.file_format)) {
    return <Empty title={t('customer.viewer.format', { format: model.file_format.toUpperCase() })} action={isKept(model.file_url) && <Button component="a" href={model.file_url} variant="default" download>{t('customer.viewer.download')}</Button>}>{t('customer.viewer.formatHint')}</Empty>
  }
  if (!isKept(model.file_url)) {
    return <Empty title={t('customer.viewer.elsewhere')} action={/^https:/.test(model.file_url) && <Button component="a" href={model.file_url} target="_blank" rel="noopener noreferrer" variant="default">{t('customer.viewer.open')}</Button>}>{t('customer.viewer.elsewhereHint')}</Empty>
  }
  if (!wanted) {
    return (
      <Empty title={model.model_name} action={<Button onClick={() => setWanted(true)}>{t('customer.viewer.fetch', { size: formatSize(model.file_size ?? 0, locale) })}</Button>}>
        {t('customer.viewer.heavy')}
      </Empty>
    )
  }
  return <Shown3d key={`${model.id} ${model.file_url}`} {...props} />
}

function Shown3d({ model, units, currency, chosen = null, onChoose }: ViewerProps) {
  const { t } = useTranslation('realty')
  const scheme = useComputedColorScheme('light')
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage | null>(null)
  const [step, setStep] = useState<Step>({ at: 'asked' })
  const [again, setAgain] = useState(0)
  const [known, setKnown] = useState<ReadonlySet<number>>(new Set())
  const [only, setOnly] = useState<UnitStatus | null>(null)
  const [over, setOver] = useState<{ id: number; x: number; y: number } | null>(null)
  const homes = useMemo(() => units ?? [], [units])
  const latest = useRef({ homes, onChoose })
  latest.current = { homes, onChoose }

  useEffect(() => {
    const leaving = new AbortController()
    setStep({ at: 'coming', percent: null })
    const open = async () => {
      const [scene, bytes] = await Promise.all([
        import('./scene'),
        bytesOf(model.file_url, model.file_size ?? null, (percent) => setStep({ at: 'coming', percent }), leaving.signal),
      ])
      const object = await scene.load(bytes, model.file_format as Shown).catch((error: unknown) => { throw Problem.saying(t('customer.viewer.broken', { detail: asProblem(error).message })) })
      if (leaving.signal.aborted || !canvas.current) return
      const opened = scene.openStage(canvas.current, {
        onPick: (id) => {
          const unit = latest.current.homes.find((each) => each.id === id)
          if (unit) latest.current.onChoose?.(unit)
        },
        onOver: (id, x, y) => setOver(id === null ? null : { id, x, y }),
      })
      stage.current = opened
      setKnown(opened.show(object, latest.current.homes))
      setStep({ at: 'shown' })
    }
    open().catch((error: unknown) => { if (!leaving.signal.aborted) setStep({ at: 'failed', error }) })
    return () => {
      leaving.abort()
      stage.current?.close()
      stage.current = null
    }
  }, [model.file_url, model.file_format, model.file_size, again, t])

  const shown = step.at === 'shown'
  useEffect(() => {
    if (shown) stage.current?.paint(homes, palette(), only)
  }, [shown, homes, only, scheme])
  useEffect(() => {
    if (shown) stage.current?.choose(chosen)
  }, [shown, chosen, scheme])
  useEffect(() => {
    if (!shown || !canvas.current) return
    const watch = new ResizeObserver(() => stage.current?.resize())
    watch.observe(canvas.current)
    return () => watch.disconnect()
  }, [shown])

  if (step.at === 'failed') return <Failed error={webgl(step.error, t('customer.viewer.noWebgl'))} retry={() => setAgain(again + 1)} />

  const within = homes.filter((each) => known.has(each.id))
  const pointed = over && homes.find((each) => each.id === over.id)
  const picture = async () => {
    const made = await stage.current?.picture(getComputedStyle(document.body).backgroundColor)
    if (made) save(`${model.model_name}.png`, made)
  }
  return (
    <div className="viewer" ref={box} data-list={within.length > 0 || undefined}>
      <div className="viewer-stage">
        <canvas
          ref={canvas} tabIndex={0} role="application" aria-label={t('customer.viewer.canvas', { name: model.model_name })} aria-describedby={`viewer-keys-${model.id}`}
          onKeyDown={(event) => onKey(event, stage.current)}
        />
        <span id={`viewer-keys-${model.id}`} hidden>{t('customer.viewer.keys')}</span>
        {step.at === 'coming' && (
          <div className="viewer-wait" role="status" aria-busy="true">
            <Text size="sm">{step.percent === null ? t('customer.viewer.coming') : t('customer.viewer.percent', { percent: step.percent })}</Text>
            <div className="meter"><span style={{ width: `${step.percent ?? 4}%` }} /></div>
          </div>
        )}
        {pointed && over && <div className="viewer-tip" style={{ left: over.x, top: over.y }} aria-hidden="true">{pointed.unit_number} · {unitTypeName(pointed.unit_type)} · {unitStatusName(pointed.status)}</div>}
        {shown && (
          <Tools
            turn={(across, up) => stage.current?.turn(across * TURN, up * TURN)} nearer={(by) => stage.current?.nearer(by)} fit={() => stage.current?.fit()}
            reset={() => stage.current?.reset()} picture={() => void picture()} full={box}
          />
        )}
      </div>
      {shown && within.length > 0 && (
        <aside className="viewer-side">
          <Legend statuses={UNIT_STATUSES} units={within} only={only} onOnly={setOnly} />
          <Homes units={only ? within.filter((each) => each.status === only) : within} currency={currency} chosen={chosen} {...(onChoose ? { onChoose } : {})} />
        </aside>
      )}
      {shown && homes.length > 0 && within.length === 0 && <Text size="sm" c="dimmed" className="viewer-note">{t('customer.viewer.noHomes')}</Text>}
    </div>
  )
}

function onKey(event: KeyboardEvent, stage: Stage | null): void {
  if (!stage || event.ctrlKey || event.metaKey || event.altKey) return
  const acts: Record<string, () => void> = {
    ArrowLeft: () => stage.turn(-TURN, 0), ArrowRight: () => stage.turn(TURN, 0), ArrowUp: () => stage.turn(0, TURN), ArrowDown: () => stage.turn(0, -TURN),
    '+': () => stage.nearer(0.8), '=': () => stage.nearer(0.8), '-': () => stage.nearer(1.25), f: stage.fit, '0': stage.reset,
  }
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

/** The very colours of the matrix, from the style sheet. */
const COLOURS: Record<UnitStatus, string> = { available: '--good', reserved: '--warn', booked: '--accent', sold: '--still' }

function palette() {
  const style = getComputedStyle(document.documentElement)
  return {
    colours: new Map(UNIT_STATUSES.map((each) => [each as string, style.getPropertyValue(COLOURS[each]).trim()])),
    frame: style.getPropertyValue('--mantine-color-text').trim(),
    edge: style.getPropertyValue('--mantine-color-body').trim(),
  }
}

/** A browser that can't draw says so in words of its own, which mean nothing to people. */
function webgl(error: unknown, words: string): unknown {
  return error instanceof Error && !(error instanceof Problem) && /webgl|context/i.test(error.message) ? Problem.saying(words) : error
}
