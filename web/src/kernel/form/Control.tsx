// The right control for each kind of field.
import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core'
import '@mantine/core/styles/Switch.css'
import { lazy, type ReactNode, Suspense } from 'react'
import { formatMoney, parseMoney } from '../money'
import { locale } from '../preferences'
import type { Field } from './field'

const MonthInput = lazy(() => import('./MonthInput').then((file) => ({ default: file.MonthInput })))
const FindInput = lazy(() => import('./FindInput').then((file) => ({ default: file.FindInput })))
const DateField = lazy(() => import('./DateField').then((file) => ({ default: file.DateField })))

interface ControlProps {
  field: Field
  value: string | boolean
  error?: ReactNode
  onChange: (value: string | boolean) => void
}

export function Control({ field, value, error, onChange }: ControlProps) {
  const text = String(value)
  const common = {
    label: field.label,
    error,
    'data-field': field.name,
    ...(field.description ? { description: field.description } : {}),
    ...(field.required ? { required: true } : {}),
    ...(field.disabled ? { disabled: true } : {}),
    ...(field.autoComplete ? { autoComplete: field.autoComplete } : {}),
  }
  const type = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)
  switch (field.kind) {
    case 'switch':
      return (
        <Switch
          label={field.label} description={field.description} error={error} checked={value === true}
          disabled={field.disabled ?? false} onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'select':
      return <NativeSelect {...common} value={text} onChange={type} data={[...(field.options ?? [])]} />
    case 'password':
    case 'new-password':
      return <PasswordInput autoComplete={field.kind === 'password' ? 'current-password' : 'new-password'} {...common} value={text} onChange={type} />
    case 'lines':
      return <Textarea {...common} minRows={3} rows={4} value={text} onChange={type} />
    case 'suggest':
      return (
        <>
          <TextInput {...common} list={`suggest-${field.name}`} autoComplete="off" value={text} onChange={type} />
          <datalist id={`suggest-${field.name}`}>{field.options?.map((each) => <option key={each.value} value={each.value} />)}</datalist>
        </>
      )
    case 'find':
      return <Suspense fallback={null}><FindInput {...common} name={field.name} begun={field.options?.[0]} find={field.find} value={text} onChange={onChange} /></Suspense>
    case 'month':
      return <Suspense fallback={null}><MonthInput {...common} value={text} onChange={onChange} /></Suspense>
    case 'date':
      return <Suspense fallback={null}><DateField {...common} value={text} onChange={onChange} /></Suspense>
    case 'money':
    case 'amount':
      return (
        <TextInput
          {...common} inputMode="decimal" autoComplete="off" classNames={{ input: 'figure end' }} value={text} onChange={type}
          onBlur={() => {
            const amount = parseMoney(text, locale())
            if (amount !== null) onChange(formatMoney(amount, locale()))
          }}
        />
      )
    default:
      return <TextInput {...common} type={field.kind} value={text} onChange={type} />
  }
}
