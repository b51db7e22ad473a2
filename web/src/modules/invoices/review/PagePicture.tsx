// A page as it came, with what was read where; a click on a word says it to whoever listens.
import { ActionIcon, Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import type { Path } from '@/kernel/api/types'
import { IconFit, IconLeft, IconMinus, IconPlus, IconRight } from '@/kernel/icons'
import { useShortcuts } from '@/kernel/keys'
import { Lines } from '@/kernel/states/States'
import type { PageSize } from '../invoices'
import { pagesQuery, wordsQuery } from '../queries'
import { type Area, joined, placeOf, wordAt, wordsIn } from './boxes'

const PICTURE = '/api/invoices/{id}/pages/{page}/picture' satisfies Path
const FILE = '/api/invoices/{id}/file' satisfies Path
export const fileOf = (id: number) => FILE.replace('{id}', String(id))

export interface Box { key: string; page: number; area: Area; tone?: 'read' | 'warn' | 'focus'; label?: string }

interface PagePictureProps {
  id: number
  page: number
  onPage: (page: number) => void
  boxes: readonly Box[]
  /** Somebody waits for words: a click gives them. */
  picking?: boolean
  onPick?: (text: string, more: boolean) => void
  onBox?: (key: string) => void
  /** Keys for zoom and pages are this picture's. */
  keys?: boolean
  text?: string | null
}

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const

export function PagePicture({ id, page, onPage, boxes, picking, onPick, onBox, keys, text }: PagePictureProps) {
  const { t } = useTranslation('invoices')
  const { data: pages, error } = useQuery(pagesQuery(id))
  const [zoom, setZoom] = useState(1)
  const size = pages?.[page] ?? pages?.[0]
  const number = size?.page ?? 0
  const step = (by: number) => setZoom((now) => STEPS[Math.max(0, Math.min(STEPS.length - 1, STEPS.findIndex((each) => each >= now) + by))] ?? 1)
  const turn = (by: number) => { if (pages && pages[number + by]) onPage(number + by) }
  const group = t('keys.page')
  useShortcuts(keys ? [
    { key: '+', label: t('keys.zoomIn'), group, run: () => step(1) },
    { key: '-', label: t('keys.zoomOut'), group, run: () => step(-1) },
    { key: '0', label: t('keys.zoomFit'), group, run: () => setZoom(1) },
    { key: ']', label: t('keys.nextPage'), group, run: () => turn(1) },
    { key: '[', label: t('keys.lastPage'), group, run: () => turn(-1) },
  ] : [])
  if (error || (pages && !size)) return <NoPage id={id} text={text ?? null} />
  return (
    <section className="page-view" aria-label={t('review.page')}>
      <Group justify="space-between" className="page-bar no-print" gap="xs">
        <Group gap={4}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('keys.lastPage')} disabled={number === 0} onClick={() => turn(-1)}><IconLeft /></ActionIcon>
          <Text size="sm" className="figure" aria-live="polite">{t('review.pageOf', { page: number + 1, count: pages?.length ?? 1 })}</Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t('keys.nextPage')} disabled={!pages || number >= pages.length - 1} onClick={() => turn(1)}><IconRight /></ActionIcon>
        </Group>
        <Group gap={4}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('keys.zoomOut')} disabled={zoom <= STEPS[0]} onClick={() => step(-1)}><IconMinus /></ActionIcon>
          <Text size="sm" className="figure">{Math.round(zoom * 100)} %</Text>
          <ActionIcon variant="subtle" color="gray" aria-label={t('keys.zoomIn')} disabled={zoom >= 4} onClick={() => step(1)}><IconPlus /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('keys.zoomFit')} onClick={() => setZoom(1)}><IconFit /></ActionIcon>
          <Anchor size="sm" href={fileOf(id)} target="_blank" rel="noreferrer">{t('review.file')}</Anchor>
        </Group>
      </Group>
      <div className="page-scroll" tabIndex={0} role="region" aria-label={t('review.page')}>
        {size ? (
          <Sheet
            key={`${id}-${number}`} id={id} size={size} zoom={zoom} boxes={boxes.filter((box) => box.page === number)} picking={picking ?? false}
            {...(onPick ? { onPick } : {})} {...(onBox ? { onBox } : {})}
          />
        ) : <Lines count={12} />}
      </div>
      {picking && <Text size="xs" c="dimmed" className="page-hint no-print">{t('review.pickHint')}</Text>}
    </section>
  )
}

interface SheetProps extends Pick<PagePictureProps, 'id' | 'boxes' | 'onPick' | 'onBox'> {
  size: PageSize
  zoom: number
  picking: boolean
}

const WIDTHS = [900, 1400, 2000, 3000] as const

function Sheet({ id, size, zoom, boxes, picking, onPick, onBox }: SheetProps) {
  const { t } = useTranslation('invoices')
  const { data: words } = useQuery({ ...wordsQuery(id, size.page), enabled: picking })
  const sheet = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<{ from: [number, number]; to: [number, number] } | null>(null)
  const [again, setAgain] = useState(0)
  const wanted = Math.min(3000, (sheet.current?.clientWidth ?? 800) * Math.min(2, window.devicePixelRatio || 1))
  const width = WIDTHS.find((each) => each >= wanted) ?? 3000
  const focus = boxes.find((box) => box.tone === 'focus')
  const at = focus ? `${focus.key}-${focus.area.join()}` : ''
  useEffect(() => { if (at) sheet.current?.querySelector('[data-tone="focus"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }) }, [at])

  const point = (event: PointerEvent): [number, number] => {
    const box = sheet.current?.getBoundingClientRect()
    if (!box || box.width === 0) return [0, 0]
    return [((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height]
  }
  const down = (event: PointerEvent) => {
    // The field keeps the focus while the page is clicked.
    event.preventDefault()
    if (picking) setDrawn({ from: point(event), to: point(event) })
  }
  const up = (event: PointerEvent) => {
    const to = point(event)
    const from = drawn?.from ?? to
    setDrawn(null)
    if (picking && onPick) {
      const all = words?.words ?? []
      const wide = Math.abs(to[0] - from[0]) > 4 || Math.abs(to[1] - from[1]) > 4
      const found = wide ? wordsIn(all, from, to) : [wordAt(all, ...to)].filter((word) => word !== null)
      if (found.length > 0) onPick(joined(found), event.shiftKey)
    } else if (onBox) {
      const hit = boxes.find(({ area: [x0 = 0, y0 = 0, x1 = 0, y1 = 0] }) => to[0] >= x0 - 2 && to[0] <= x1 + 2 && to[1] >= y0 - 2 && to[1] <= y1 + 2)
      if (hit) onBox(hit.key)
    }
  }
  const selection = drawn && placeOf([Math.min(drawn.from[0], drawn.to[0]), Math.min(drawn.from[1], drawn.to[1]), Math.max(drawn.from[0], drawn.to[0]), Math.max(drawn.from[1], drawn.to[1])], size)
  return (
    <div
      ref={sheet} className="sheet" data-picking={picking || undefined} style={{ width: `${zoom * 100}%`, aspectRatio: `${size.width} / ${size.height}` }}
      onPointerDown={down} onPointerMove={(event) => { if (drawn) setDrawn({ ...drawn, to: point(event) }) }} onPointerUp={up}
    >
      <img
        src={`${PICTURE.replace('{id}', String(id)).replace('{page}', String(size.page))}?width=${width}${again ? `&again=${again}` : ''}`} alt={t('review.pageOf', { page: size.page + 1, count: 1 })} draggable={false} data-private
        onError={() => { if (again === 0) void client.GET('/api/auth/me').then(() => setAgain(1), () => undefined) }}
      />
      {boxes.map((box) => <span key={`${box.key}-${box.tone ?? ''}`} className="box" data-tone={box.tone ?? 'read'} style={placeOf(box.area, size)} title={box.label} />)}
      {selection && <span className="box" data-tone="pick" style={selection} />}
    </div>
  )
}

/** What has no pages, such as an XML invoice, is shown as its text. */
function NoPage({ id, text }: { id: number; text: string | null }) {
  const { t } = useTranslation('invoices')
  return (
    <section className="page-view" aria-label={t('review.page')}>
      <Group justify="space-between" className="page-bar"><Text size="sm" c="dimmed">{t('review.noPages')}</Text><Anchor size="sm" href={fileOf(id)} target="_blank" rel="noreferrer">{t('review.file')}</Anchor></Group>
      <div className="page-scroll" tabIndex={0} role="region" aria-label={t('review.text')}><pre className="page-text" data-private>{text || t('review.noText')}</pre></div>
    </section>
  )
}
