// One of a few terms of a study, kept in the address; the usual one leaves it.
import { NativeSelect } from '@mantine/core'
import { useChange } from '../../frame/change'

interface TermSelectProps<V extends string> {
  /** What it is called in the address. */
  term: string
  label: string
  value: V
  /** The usual one first. */
  choices: readonly V[]
  name: (value: V) => string
  /** What loses its sense with another term. */
  drops?: readonly string[]
}

export function TermSelect<V extends string>({ term, label, value, choices, name, drops = [] }: TermSelectProps<V>) {
  const change = useChange()
  return (
    <NativeSelect
      label={label} value={value} data={choices.map((each) => ({ value: each, label: name(each) }))}
      onChange={(event) => change({ [term]: event.currentTarget.value === choices[0] ? undefined : event.currentTarget.value, ...Object.fromEntries(drops.map((each) => [each, undefined])) })}
    />
  )
}
