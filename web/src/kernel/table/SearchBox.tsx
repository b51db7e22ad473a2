import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconSearch } from '../icons'
import { useShortcuts } from '../keys'

interface SearchBoxProps {
  value: string
  onChange: (value: string) => void
  /** What is searched, where a list does not say it. */
  label?: string
  className?: string
}

/** Types at once, asks the server when the typing pauses. */
export function SearchBox({ value, onChange, label, className = 'search' }: SearchBoxProps) {
  const { t } = useTranslation()
  const says = label ?? t('table.search')
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const pending = useRef(false)
  const ask = useDebouncedCallback((text: string) => {
    pending.current = false
    onChange(text)
  }, 250)
  useEffect(() => {
    if (!pending.current) setTyped(value)
  }, [value])
  useShortcuts([{ key: '/', label: t('keys.search'), group: t('keys.table'), run: () => input.current?.focus() }])
  return (
    <TextInput
      ref={input} type="search" className={className} aria-label={says} placeholder={says} maxLength={200}
      leftSection={<IconSearch />} value={typed}
      onChange={(event) => {
        pending.current = true
        setTyped(event.currentTarget.value)
        ask(event.currentTarget.value.trim())
      }}
      onKeyDown={(event) => { if (event.key === 'Escape') input.current?.blur() }}
    />
  )
}
