// A day that is typed the way people write it, taken over when one leaves the field or presses Enter; empty is the usual one.
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, parseDate } from '@/kernel/dates'
import { useLocale } from '@/kernel/preferences'

interface DayInputProps {
  label: string
  value: string | undefined
  /** What holds when nothing is typed. */
  usual?: string | undefined
  onChange: (day: string | undefined) => void
}

export function DayInput({ label, value, usual, onChange }: DayInputProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [typed, setTyped] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  useEffect(() => { setTyped(null); setWrong(false) }, [value])
  const take = () => {
    if (typed === null) return
    const day = typed.trim() === '' ? undefined : parseDate(typed, locale)
    setWrong(day === null)
    if (day === null) return
    setTyped(null)
    if (day !== value) onChange(day)
  }
  return (
    <TextInput
      label={label} value={typed ?? (value ? formatDay(value, locale) : '')} placeholder={usual ? formatDay(usual, locale) : undefined} autoComplete="off" maxLength={40} error={wrong && t('form.notDate', { example: '2026-12-31' })}
      onChange={(event) => setTyped(event.currentTarget.value)} onBlur={take} onKeyDown={(event) => { if (event.key === 'Enter') take() }}
    />
  )
}
