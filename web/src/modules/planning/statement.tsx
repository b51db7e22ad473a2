// The monthly statement, as a PDF. The server makes it; the session fetches it.
import { Button, Group, Popover, Stack } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '@/kernel/api/client'
import { addMonths, formatMonth, monthOf } from '@/kernel/dates'
import { saveFrom } from '@/kernel/download'
import { IconDownload } from '@/kernel/icons'
import { useLocale } from '@/kernel/preferences'

const MonthInput = lazy(() => import('@/kernel/form/MonthInput').then((file) => ({ default: file.MonthInput })))

export function Statement({ currency }: { currency: string }) {
  const { t } = useTranslation('planning')
  const locale = useLocale()
  // A month is stated when it is over.
  const [month, setMonth] = useState(addMonths(monthOf(new Date()), -1))
  const [busy, setBusy] = useState(false)
  const fetch = async () => {
    setBusy(true)
    await saveFrom(`statement-${month}-${currency}.pdf`, () =>
      client.GET('/api/v1/financial/statements/{month}', { params: { path: { month }, query: { currency } }, parseAs: 'blob' }))
    setBusy(false)
  }
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target><Button variant="default" leftSection={<IconDownload />}>{t('statement.title')}</Button></Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Suspense fallback={null}><MonthInput label={t('field.month')} value={month} onChange={(next) => { if (next) setMonth(next) }} /></Suspense>
          <Group justify="flex-end"><Button loading={busy} onClick={() => void fetch()}>{t('statement.get', { month: formatMonth(month, locale) })}</Button></Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
