import { Tooltip } from '@mantine/core'
import { formatDay, formatMoment, formatRelative } from './dates'
import { useLocale } from './preferences'

/** How long ago, with the exact moment on hover, on focus and on paper. */
export function Ago({ at }: { at: string | null | undefined }) {
  const locale = useLocale()
  if (!at) return <>—</>
  const exact = formatMoment(at, locale)
  return (
    <Tooltip label={exact}>
      <time dateTime={at} data-exact={exact}>{formatRelative(at, locale)}</time>
    </Tooltip>
  )
}

export function Day({ on }: { on: string | null | undefined }) {
  const locale = useLocale()
  return on ? <time dateTime={on}>{formatDay(on, locale)}</time> : <>—</>
}
