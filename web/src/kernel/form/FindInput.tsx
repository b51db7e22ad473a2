// One of very many, found by a part of its name. What is kept is its id.
import { Select } from '@mantine/core'
import '@mantine/core/styles/Combobox.css'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem'
import { Private } from '../Private'
import type { FilterOption } from '../table/column'
import type { Field } from './field'

interface FindInputProps {
  name: string
  value: string
  onChange: (value: string) => void
  begun: FilterOption | undefined
  find: Field['find']
  label: string
  description?: string
  required?: boolean
  disabled?: boolean
  error?: ReactNode
  'data-field'?: string
}

export function FindInput({ name, value, onChange, begun, find, error, ...rest }: FindInputProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState(begun)
  const [text, setText] = useState(begun?.label ?? '')
  // What stands there once one is chosen is a name, not a question.
  const wanted = text === chosen?.label ? '' : text.trim()
  const [asked] = useDebouncedValue(wanted, 200)
  const found = useQuery({
    queryKey: ['find', name, asked],
    queryFn: ({ signal }) => find?.(asked, signal) ?? [],
    placeholderData: keepPreviousData,
  })
  const options = found.data ?? []
  const kept = value && chosen?.value === value && !options.some((each) => each.value === value) ? [chosen] : []
  const nothing = found.error ? asProblem(found.error).message : found.isFetching || asked !== wanted ? t('palette.searching') : t('table.noMatch')
  return (
    <Select
      {...rest} error={error} value={value || null} data={[...kept, ...options]} searchable clearable nothingFoundMessage={nothing}
      searchValue={text} onSearchChange={setText} filter={({ options: all }) => all} autoComplete="off" maxDropdownHeight={260}
      clearButtonProps={{ 'aria-label': t('form.clearChoice') }}
      renderOption={({ option }) => <Private>{option.label}</Private>}
      onChange={(next) => {
        setChosen(options.find((each) => each.value === next) ?? (next ? chosen : undefined))
        onChange(next ?? '')
      }}
    />
  )
}
