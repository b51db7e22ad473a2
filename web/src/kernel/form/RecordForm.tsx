// The one form: a list of fields in; findings of the server land on their fields, nothing typed is lost.
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, type Problem } from '../api/problem'
import { Control } from './Control'
import type { Field, Values } from './field'
import { findings, read } from './read'
import { useUnsaved } from './unsaved'

export type Draft = Record<string, string | boolean | null>

interface RecordFormProps {
  fields: readonly Field[]
  initial: Values
  submitLabel: string
  onSubmit: (draft: Draft, changed: ReadonlySet<string>) => Promise<void>
  onCancel?: () => void
  onReload?: () => void
  extra?: ReactNode
  danger?: boolean
  /** What a failure is called, where it is not saving that failed. */
  failure?: string
  /** Do not warn when leaving: a sign-in form has nothing to lose. */
  careless?: boolean
}

export function RecordForm(props: RecordFormProps) {
  const { t } = useTranslation()
  const { fields } = props
  const [problem, setProblem] = useState<Problem | null>(null)
  const form = useForm<Values>({
    mode: 'controlled',
    initialValues: props.initial,
    validate: (values) => findings(fields, values),
  })
  const [base, setBase] = useState(props.initial)
  const fresh = JSON.stringify(props.initial)
  useEffect(() => {
    // The record was loaded anew beneath the form: what was not touched follows, what was typed stays.
    const initial = JSON.parse(fresh) as Values
    const typed = Object.entries(form.getValues()).filter(([name, value]) => value !== base[name])
    form.setInitialValues(initial)
    form.setValues({ ...initial, ...Object.fromEntries(typed) })
    setBase(initial)
  // The form and what it began with are read once, at the very moment of the change.
  }, [fresh])
  const { release } = useUnsaved(form.isDirty() && !props.careless)

  const submit = async (values: Values) => {
    setProblem(null)
    const changed = new Set(fields.filter((each) => values[each.name] !== base[each.name]).map((each) => each.name))
    try {
      await release(() => props.onSubmit(read(fields, values), changed))
    } catch (error) {
      const found = asProblem(error)
      const known = Object.fromEntries(Object.entries(found.fields).filter(([name]) => fields.some((each) => each.name === name)))
      form.setErrors(known)
      if (Object.keys(known).length < Math.max(1, Object.keys(found.fields).length)) setProblem(found)
      focusFirst(Object.keys(known))
    }
  }

  return (
    <form noValidate onSubmit={form.onSubmit(submit, (errors) => focusFirst(Object.keys(errors)))}>
      <Stack gap="md">
        {problem && (
          <Alert color="danger" variant="outline" role="alert" title={props.failure ?? t('form.failed')}>
            {problem.unreachable ? t('state.unreachable') : problem.stale ? t('form.stale') : problem.message}
            {Object.entries(problem.fields).map(([name, text]) => <Text key={name} size="sm">{name}: {text}</Text>)}
            {problem.requestId && <Text size="xs" c="dimmed" ff="monospace">{t('state.request', { id: problem.requestId })}</Text>}
            {problem.stale && props.onReload && <Button mt="xs" size="xs" variant="default" onClick={props.onReload}>{t('form.reload')}</Button>}
          </Alert>
        )}
        {fields.map((field) => (
          <div key={field.name}>
            <Control
              field={field} value={form.values[field.name] ?? ''} error={form.errors[field.name]}
              onChange={(value) => form.setFieldValue(field.name, value)}
            />
            {field.hint && <Text component="div" size="sm" c="dimmed" mt={4}>{field.hint(form.values)}</Text>}
          </div>
        ))}
        {props.extra}
        <Group justify="flex-end" gap="sm">
          {props.onCancel && <Button variant="default" onClick={props.onCancel}>{t('cancel')}</Button>}
          <Button type="submit" loading={form.submitting} {...(props.danger ? { color: 'danger' } : {})}>{props.submitLabel}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function focusFirst(names: readonly string[]): void {
  // After the errors are painted, so that a screen reader reads them with the field.
  window.setTimeout(() => {
    const first = [...document.querySelectorAll<HTMLElement>('[data-field]')].find((each) => names.includes(each.dataset.field ?? ''))
    first?.focus()
  })
}
