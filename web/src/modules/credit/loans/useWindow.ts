// Which rows of a long list are in view, and how to get to others.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Extent, extent, type Place, placeAt, revealing, rowsAt, scrolled } from './window'

const REST = 160

export function useWindow(count: number, row: number, header: number) {
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(480)
  const [place, setPlace] = useState<Place>({ top: 0, offset: 0 })
  // What the next scroll event will say because of ourselves.
  const own = useRef<number | null>(null)
  const rest = useRef(0)
  const of: Extent = extent(count, row, view)
  const latest = useRef({ of, place, row })
  latest.current = { of, place, row }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const measure = () => setView(Math.max(row, element.clientHeight - header))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [row, header])
  useEffect(() => () => window.clearTimeout(rest.current), [])

  const go = useCallback((next: Place) => {
    setPlace(next)
    latest.current.place = next
    const element = box.current
    if (!element || Math.round(element.scrollTop) === Math.round(next.top)) return
    own.current = next.top
    element.scrollTop = next.top
  }, [])

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    const top = element.scrollTop
    if (own.current !== null && Math.abs(own.current - top) < 1) {
      own.current = null
      return
    }
    own.current = null
    const next = scrolled(latest.current.place, top, latest.current.of)
    latest.current.place = next
    setPlace(next)
    if (latest.current.of.whole <= latest.current.of.height) return
    window.clearTimeout(rest.current)
    // At rest the bar is put where it tells the truth again; the rows stay where they are.
    rest.current = window.setTimeout(() => go(placeAt(latest.current.place.top + latest.current.place.offset, latest.current.of)), REST)
  }, [go])

  const reveal = useCallback((index: number) => {
    const next = revealing(index, latest.current.place, latest.current.of, latest.current.row)
    if (next) go(next)
  }, [go])

  return { box, onScroll, reveal, place, height: of.height, perPage: Math.max(1, Math.floor(view / row)), ...rowsAt(place, of, row, count) }
}
