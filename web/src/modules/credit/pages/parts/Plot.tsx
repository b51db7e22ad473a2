// A chart of several series: bars beside or on top of each other, lines over them. Colours are those of the theme.
import { Skeleton, useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Mark, Series, Tint } from './series'

export interface PlotProps {
  title: string
  labels: readonly string[]
  /** What the axis says, where labels are too long for it. */
  axis?: readonly string[]
  series: readonly Series[]
  /** Bars on top of each other. */
  stacked?: boolean
  /** Bars from left to right, a line for each label. */
  rows?: boolean
  marks?: readonly Mark[]
  format: (value: number) => string
  shareFormat?: (value: number) => string
  /** The same on the axis, where it is to be short. */
  tick?: (value: number) => string
  onPick?: (label: number, series: number) => void
  height?: number
  /** Amounts: blurred with all the others. */
  amounts?: boolean
}

type Library = typeof import('./drawing')

export function Plot(props: PlotProps) {
  const { title, labels, series, stacked, rows, marks, amounts, onPick } = props
  const height = props.height ?? (rows ? Math.max(120, labels.length * 30 + 40) : 280)
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const [library, setLibrary] = useState<Library | null>(null)
  const now = useRef(props)
  now.current = props

  useEffect(() => {
    let shown = true
    void import('./drawing').then((loaded) => { if (shown) setLibrary(loaded) })
    return () => { shown = false }
  }, [])

  const drawn = JSON.stringify([labels, props.axis, series, stacked, rows, marks])
  useEffect(() => {
    if (!library || !box.current) return
    const chart = library.init(box.current, null, { renderer: 'svg' })
    const draw = () => chart.setOption(optionOf(chart.getWidth(), now.current))
    draw()
    // On paper the colours are those of the light, and the drawing is scaled like a picture.
    const toPaper = () => {
      draw()
      box.current?.querySelector('svg')?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`)
    }
    const toScreen = () => {
      box.current?.querySelector('svg')?.removeAttribute('viewBox')
      draw()
    }
    window.addEventListener('beforeprint', toPaper)
    window.addEventListener('afterprint', toScreen)
    chart.on('click', (event) => now.current.onPick?.(event.dataIndex, event.seriesIndex ?? 0))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(box.current)
    return () => {
      window.removeEventListener('beforeprint', toPaper)
      window.removeEventListener('afterprint', toScreen)
      observer.disconnect()
      chart.dispose()
    }
  }, [library, drawn, scheme, onPick === undefined, height])

  return (
    <div className="chart" style={{ height, position: 'relative' }} {...(amounts ? { 'data-private': true } : {})}>
      {!library && <Skeleton h={height} />}
      <div ref={box} role="img" aria-label={title} style={{ position: 'absolute', inset: 0 }} />
    </div>
  )
}

/** The colour of a series as CSS, for the chart and for its key. */
export function tintOf(series: Pick<Series, 'tint' | 'shade'>): string {
  if (series.shade !== undefined) return `color-mix(in srgb, var(--accent) ${Math.round(30 + series.shade * 70)}%, var(--mantine-color-body))`
  const tints: Record<Tint, string> = {
    accent: 'var(--accent)', still: 'var(--still)', good: 'var(--good)', warn: 'var(--warn)', bad: 'color-mix(in srgb, var(--bad) 60%, var(--mantine-color-body))', grave: 'var(--bad)',
  }
  return tints[series.tint ?? 'accent']
}

/** The same as the browser works it out: a drawing knows no variables. */
function computed(colour: string): string {
  const probe = document.createElement('span')
  probe.style.color = colour
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  // A mixed colour is told as parts of one, which the drawing does not read.
  const parts = /^color\(srgb ([\d.]+) ([\d.]+) ([\d.]+)/.exec(found)
  return parts ? `rgb(${parts.slice(1, 4).map((part) => Math.round(Number(part) * 255)).join(', ')})` : found
}

function optionOf(wide: number, { labels, axis, series, stacked, rows, marks, format, shareFormat, tick = format, onPick }: PlotProps) {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const text = { color: colour('--mantine-color-dimmed'), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 }
  const line = { lineStyle: { color: colour('--line') } }
  const share = series.some((each) => each.share)
  const written = shareFormat ?? format
  const names = {
    type: 'category' as const, data: [...labels], axisTick: { show: false }, axisLine: line, inverse: rows === true,
    axisLabel: { ...text, hideOverlap: true, ...(rows ? { width: Math.min(230, Math.max(84, wide * 0.3)), overflow: 'truncate' as const } : {}), formatter: (label: string, at: number) => axis?.[at] ?? label },
  }
  const figures = { type: 'value' as const, axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => tick(value) }, splitLine: line, max: ({ max }: { max: number }) => (max > 0 ? null : 0.1), splitNumber: rows ? 4 : 5 }
  const shares = { type: 'value' as const, min: 0, axisLabel: { ...text, formatter: (value: number) => written(value) }, splitLine: { show: false } }
  const drawn = series.map((each, at) => {
    const tint = computed(tintOf(each))
    const asLine = each.kind === 'line'
    return {
      name: each.name, type: asLine ? ('line' as const) : ('bar' as const), data: [...each.values], connectNulls: false,
      ...(stacked && !asLine ? { stack: 'all' } : {}), ...(each.share ? { yAxisIndex: 1 } : {}),
      itemStyle: { color: tint, borderRadius: stacked ? 0 : 2 }, lineStyle: { width: 2, color: tint, type: each.dashed ? ('dashed' as const) : ('solid' as const) },
      barMaxWidth: rows ? 18 : 30, barMinWidth: 1, showSymbol: false, symbolSize: 7, cursor: onPick ? 'pointer' : 'default', triggerLineEvent: true,
      emphasis: { disabled: true },
      ...(at === 0 && marks && marks.length > 0 ? { markLine: { silent: true, symbol: 'none', lineStyle: { color: colour('--mantine-color-text'), type: 'dashed' as const }, label: { ...text, formatter: ({ name }: { name: string }) => name }, data: marks.map((mark) => ({ xAxis: mark.at, name: mark.name })) } } : {}),
    }
  })
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches, animationDuration: 250,
    grid: { left: 8, right: share ? 8 : 16, top: marks && marks.length > 0 ? 28 : 12, bottom: 8 },
    tooltip: {
      trigger: 'axis' as const, confine: true, backgroundColor: colour('--mantine-color-body'), borderColor: colour('--line'),
      textStyle: { ...text, color: colour('--mantine-color-text') }, axisPointer: { type: 'line' as const, ...line },
      formatter: (found: unknown) => {
        const all = Array.isArray(found) ? (found as { dataIndex: number; seriesIndex: number; value: unknown; marker: string }[]) : []
        const lines = all.filter(({ value }) => typeof value === 'number').slice(0, 14).map(({ seriesIndex, value, marker }) => {
          const each = series[seriesIndex]
          return `${marker}${safe(each?.name ?? '')} <b>${safe(each?.share ? written(Number(value)) : format(Number(value)))}</b>`
        })
        return [safe(labels[all[0]?.dataIndex ?? -1] ?? ''), ...lines].join('<br>')
      },
    },
    xAxis: rows ? figures : names,
    yAxis: rows ? names : share ? [figures, shares] : figures,
    series: drawn,
  }
}

/** Names are other people's words, and the box is HTML. */
function safe(words: string): string {
  return words.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`)
}
