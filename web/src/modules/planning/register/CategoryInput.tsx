// A category by its name: what is typed picks one that is there, or names a new one.
import { Autocomplete } from '@mantine/core'
import '@mantine/core/styles/Combobox.css'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categoriesQuery } from '../books'
import { completed, known } from '../rules'

interface CategoryInputProps {
  value: string
  onChange: (value: string) => void
  label?: string
  'aria-label'?: string
  placeholder?: string
  autoFocus?: boolean
  size?: 'xs' | 'sm'
  onKeyDown?: (event: KeyboardEvent) => void
}

export function CategoryInput({ value, onChange, size = 'sm', onKeyDown, ...rest }: CategoryInputProps) {
  const { t } = useTranslation('planning')
  const { data = [] } = useQuery(categoriesQuery)
  const [open, setOpen] = useState(false)
  const names = data.filter((each) => each.kind !== 'equity').map((each) => each.name)
  const fresh = value.trim() !== '' && !known(value, names) && !completed(value, names)
  return (
    <Autocomplete
      {...rest} size={size} value={value} onChange={onChange} data={names} limit={12} maxDropdownHeight={260}
      onDropdownOpen={() => setOpen(true)} onDropdownClose={() => setOpen(false)} comboboxProps={{ withinPortal: true, width: 'max-content', position: 'bottom-start' }}
      description={fresh ? t('books.newCategory', { name: value.trim() }) : undefined} inputWrapperOrder={['label', 'input', 'description', 'error']}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        // Tab takes the one that was begun, as people know it from a shell.
        if (event.key === 'Tab' && !event.shiftKey) onChange(completed(value, names) ?? value)
        // The first Escape closes the list, only the next one the row.
        if (event.key === 'Escape' && open) event.stopPropagation()
        else if (event.key !== 'Enter' || !document.querySelector('[data-combobox-selected]')) onKeyDown?.(event)
      }}
    />
  )
}
