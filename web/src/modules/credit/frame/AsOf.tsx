// As of which day the figures are: today, the last closing, or any other day.
import { Button, Popover, Stack } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, parseDate } from '@/kernel/dates'
import { IconCalendar } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'
import { closings } from '../figures'
import { useChange } from './change'
import { usePortfolio } from './portfolio'

const DateField = lazy(() => import('@/kernel/form/DateField').then((file) => ({ default: file.DateField })))

export function AsOf() {
  const { t } = useTranslation('credit')
  const locale = useLocale()
  const change = useChange()
  const { asOf } = usePortfolio()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const set = (day: string | undefined) => {
    setOpen(false)
    change({ as_of: day })
  }
  const type = (text: string) => {
    setTyped(text)
    // Picked from the calendar it is complete; typed, it waits for the button.
    if (/^\d{4}-\d\d-\d\d$/.test(text) && text !== asOf) set(text)
  }
  const day = parseDate(typed, locale)
  const { month, quarter, year } = closings()
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={asOf ? 'light' : 'default'} leftSection={<IconCalendar />} className="as-of no-print"
          onClick={() => { setTyped(asOf ?? ''); setOpen(!open) }}
        >{asOf ? t('asOf.day', { day: formatDay(asOf, locale) }) : t('asOf.today')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={(event) => { event.preventDefault(); if (day) set(day) }}>
          <Stack gap="xs">
            <Suspense fallback={null}><DateField label={t('asOf.other')} value={typed} onChange={type} /></Suspense>
            {typed && day && day !== asOf && <Button type="submit">{t('asOf.show')}</Button>}
            <Button variant="default" onClick={() => set(undefined)}>{t('asOf.today')}</Button>
            <Button variant="default" onClick={() => set(month)}>{t('asOf.month', { day: formatDay(month, locale) })}</Button>
            {quarter !== month && <Button variant="default" onClick={() => set(quarter)}>{t('asOf.quarter', { day: formatDay(quarter, locale) })}</Button>}
            {year !== quarter && <Button variant="default" onClick={() => set(year)}>{t('asOf.year', { day: formatDay(year, locale) })}</Button>}
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
