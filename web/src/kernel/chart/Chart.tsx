// A chart of one series, or of two beside each other. Colours come from the theme, so that light, dark and print agree.
import { Skeleton, useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

export interface Point {
  label: string
  /** What the axis says, where the label is too long for it. */
  short?: string
  value: number
  /** The same of the other series. */
  beside?: number
}

interface ChartProps {
  kind: 'bar' | 'line' | 'rows'
  points: readonly Point[]
  title: string
  onPick?: (index: number) => void
  height?: number
  /** What the two series are called. */
  series?: readonly [string, string]
  /** How a figure is written. */
  format?: (value: number) => string
}

type Library = typeof import('./echarts')

export function Chart({ kind, points, title, onPick, height = 240, series, format }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const [library, setLibrary] = useState<Library | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick

  useEffect(() => {
    let shown = true
    void import('./echarts').then((loaded) => { if (shown) setLibrary(loaded) })
    return () => { shown = false }
  }, [])

  useEffect(() => {
    if (!library || !box.current) return
    const chart = library.init(box.current, null, { renderer: 'svg' })
    const draw = () => chart.setOption(optionOf(kind, points, pick.current !== undefined, series, format))
    draw()
    // On paper the colours are those of the light, and the width is another: no observer hears
    // of it in time, so the drawing is scaled like a picture.
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
    chart.on('click', (event) => pick.current?.(event.dataIndex))
    const observer = new ResizeObserver(() => chart.resize())
    observer.observe(box.current)
    return () => {
      window.removeEventListener('beforeprint', toPaper)
      window.removeEventListener('afterprint', toScreen)
      observer.disconnect()
      chart.dispose()
    }
  }, [library, kind, points, scheme, series, format])

  return (
    <div className="chart" style={{ height, position: 'relative' }}>
      {!library && <Skeleton h={height} />}
      <div ref={box} role="img" aria-label={title} style={{ position: 'absolute', inset: 0 }} />
    </div>
  )
}

function optionOf(kind: ChartProps['kind'], points: readonly Point[], clickable: boolean, series: ChartProps['series'], format: ChartProps['format']) {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const accent = colour('--accent')
  // The very font of the page: labels are measured with it, and cut off when it is another.
  const text = { color: colour('--mantine-color-dimmed'), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 }
  const names = {
    type: 'category' as const, data: points.map((each) => each.label), axisLabel: { ...text, hideOverlap: true, formatter: (label: string, at: number) => points[at]?.short ?? label },
    axisTick: { show: false }, axisLine: { lineStyle: { color: colour('--line') } }, inverse: kind === 'rows',
  }
  const figures = {
    type: 'value' as const, minInterval: 1, axisLabel: { ...text, show: kind !== 'rows', ...(format ? { formatter: (value: number) => format(value) } : {}) },
    splitLine: { show: kind !== 'rows', lineStyle: { color: colour('--line') } },
  }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const drawn = (name: string, data: (number | undefined)[], tint: string, first: boolean) => ({
    name, type: kind === 'line' ? ('line' as const) : ('bar' as const), data,
    itemStyle: { color: tint, borderRadius: 2 }, lineStyle: { width: 2, color: tint, type: first ? ('solid' as const) : ('dashed' as const) },
    areaStyle: kind === 'line' && first ? { color: tint, opacity: 0.1 } : undefined,
    barMinWidth: 2, barMaxWidth: 26, showSymbol: false, symbolSize: 7, cursor: clickable ? 'pointer' : 'default', triggerLineEvent: true,
    label: { show: kind === 'rows', position: 'right' as const, ...text, ...(format ? { formatter: ({ value }: { value: unknown }) => format(Number(value)) } : {}) },
  })
  return {
    animation: !still,
    animationDuration: 250,
    grid: { left: 8, right: kind === 'rows' ? 40 : 12, top: 12, bottom: 12 },
    tooltip: {
      trigger: kind === 'rows' ? ('item' as const) : ('axis' as const), confine: true, backgroundColor: colour('--mantine-color-body'),
      borderColor: colour('--line'), textStyle: { ...text, color: colour('--mantine-color-text') }, ...(format ? { valueFormatter: (value: unknown) => format(Number(value)) } : {}), axisPointer: { type: 'line' as const, lineStyle: { color: colour('--line') } },
    },
    xAxis: kind === 'rows' ? figures : names,
    yAxis: kind === 'rows' ? names : figures,
    series: [
      drawn(series?.[0] ?? '', points.map((each) => each.value), accent, true),
      ...(series ? [drawn(series[1], points.map((each) => each.beside), colour('--still'), false)] : []),
    ],
  }
}
