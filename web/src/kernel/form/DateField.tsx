// A day: typed the way people write it, or picked from a calendar.
import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import '@mantine/dates/styles.css'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, parseDate } from '../dates'
import { IconDown } from '../icons'
import { useLocale } from '../preferences'

interface DateFieldProps {
  value: string
  onChange: (value: string) => void
  label: string
  description?: string
  required?: boolean
  disabled?: boolean
  error?: ReactNode
  'data-field'?: string
}

export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [open, setOpen] = useState(false)
  const day = parseDate(value, locale)
  return (
    <TextInput
      {...rest} value={value} onChange={(event) => onChange(event.currentTarget.value)}
      // Once read it is spelled out, so that nobody has to guess which number is the month.
      onBlur={() => { if (day) onChange(day) }}
      description={day ? formatDay(day, locale) : rest.description ?? '\u00a0'}
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t('form.chooseDay')} onClick={() => setOpen(!open)}>
              <IconDown />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DatePicker
              value={day} {...(day ? { defaultDate: day } : {})}
              onChange={(next) => {
                setOpen(false)
                if (next) onChange(next.slice(0, 10))
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  )
}
