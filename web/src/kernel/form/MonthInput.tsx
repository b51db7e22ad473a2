// A month: typed the way people write it, picked from a calendar, or stepped through.
import { ActionIcon, Group, Popover, TextInput } from '@mantine/core'
import { MonthPicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addMonths, formatMonth, monthOf, parseMonth } from '../dates'
import { IconDown, IconLeft, IconRight } from '../icons'
import { useLocale } from '../preferences'

interface MonthInputProps {
  value: string
  onChange: (value: string) => void
  label?: string
  description?: string
  placeholder?: string
  required?: boolean
  error?: ReactNode
  'data-field'?: string
  /** With buttons for the month before and after. */
  steps?: boolean
  'aria-label'?: string
}

export function MonthInput({ value, onChange, steps, error, ...rest }: MonthInputProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [typed, setTyped] = useState<string | null>(null)
  const [unread, setUnread] = useState(false)
  const [open, setOpen] = useState(false)
  useEffect(() => setTyped(null), [value])

  const read = () => {
    if (typed === null) return
    const month = typed.trim() === '' ? '' : parseMonth(typed, locale)
    setUnread(month === null)
    if (month !== null) {
      setTyped(null)
      onChange(month)
    }
  }
  const step = (by: number) => onChange(addMonths(value || monthOf(new Date()), by))
  const input = (
    <TextInput
      {...rest} className="month" error={unread ? t('form.notMonth') : error}
      value={typed ?? (value ? formatMonth(value, locale) : '')}
      onChange={(event) => setTyped(event.currentTarget.value)} onBlur={read}
      onKeyDown={(event) => { if (event.key === 'Enter') read() }}
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('form.chooseMonth')} onClick={() => setOpen(!open)}>
              <IconDown />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <MonthPicker
              value={value ? `${value}-01` : null} defaultDate={`${value || monthOf(new Date())}-01`}
              onChange={(next) => {
                setOpen(false)
                if (next) onChange(next.slice(0, 7))
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  )
  if (!steps) return input
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon variant="default" size="input-sm" aria-label={t('form.previousMonth')} onClick={() => step(-1)}><IconLeft /></ActionIcon>
      {input}
      <ActionIcon variant="default" size="input-sm" aria-label={t('form.nextMonth')} onClick={() => step(1)}><IconRight /></ActionIcon>
    </Group>
  )
}
