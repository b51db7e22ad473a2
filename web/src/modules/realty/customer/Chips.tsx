import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconSearch } from '@/kernel/icons'
import './customer.css'

interface ChipsProps {
  label: string
  options: readonly { value: string; label: string; count: number }[]
  value: string
  onChange: (value: string) => void
  search?: string
  onText?: (text: string) => void
}

/** A few ways to narrow a short list, each with how many it leaves. */
export function Chips({ label, options, value, onChange, search, onText }: ChipsProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(search ?? '')
  useEffect(() => setText(search ?? ''), [search])
  const later = useDebouncedCallback((typed: string) => onText?.(typed), 250)
  return (
    <div className="chip-bar no-print">
      {onText && <TextInput aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={16} />} value={text} onChange={(event) => { setText(event.currentTarget.value); later(event.currentTarget.value) }} />}
      <div className="chip-row" role="group" aria-label={label}>
        {options.filter((each) => each.count > 0 || each.value === value || each.value === '').map((each) => (
          <button key={each.value} type="button" aria-pressed={each.value === value} onClick={() => onChange(each.value)}>{each.label} <span className="figure">{each.count}</span></button>
        ))}
      </div>
    </div>
  )
}
