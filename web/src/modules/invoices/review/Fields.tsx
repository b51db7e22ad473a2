// What was read, field by field: how sure, corrected in place.
import { Button, Group, Switch, Text, TextInput, Title } from '@mantine/core'
import '@mantine/core/styles/Switch.css'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/kernel/Amount'
import { formatMoney, money } from '@/kernel/money'
import { useLocale } from '@/kernel/preferences'
import { Private } from '@/kernel/Private'
import { Day } from '@/kernel/Time'
import type { Extracted, Finding, ReadField } from '../invoices'
import { Confidence } from '../parts/badges'
import { type FieldName, formOf, GROUP_NAMES, GROUPS, shownFields, valueOf } from './fields'

export interface Editing { name: FieldName; draft: string; error?: string | undefined; saving?: boolean }

interface FieldsProps {
  read: Extracted | null | undefined
  findings: readonly Finding[]
  selected: FieldName | null
  editing: Editing | null
  may: boolean
  all: boolean
  onAll: (all: boolean) => void
  onSelect: (name: FieldName) => void
  onEdit: (name: FieldName) => void
  onDraft: (draft: string) => void
  onSave: (step: 0 | 1 | -1) => void
  onCancel: () => void
}

export function Fields(props: FieldsProps) {
  const { t } = useTranslation('invoices')
  const names = shownFields(props.read, props.all)
  return (
    <section aria-label={t('review.fields')}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3">{t('review.fields')}</Title>
        <Switch size="xs" label={t('review.allFields')} checked={props.all} onChange={(event) => props.onAll(event.currentTarget.checked)} />
      </Group>
      {GROUP_NAMES.map((group) => {
        const shown = GROUPS[group].filter((name) => names.includes(name))
        return shown.length === 0 ? null : (
          <div key={group} className="field-group" role="group" aria-label={t(`group.${group}`)}>
            <h3>{t(`group.${group}`)}</h3>
            {shown.map((name) => <Row key={name} name={name} {...props} />)}
          </div>
        )
      })}
    </section>
  )
}

function Row({ name, read, findings, selected, editing, may, onSelect, onEdit, onDraft, onSave, onCancel }: FieldsProps & { name: FieldName }) {
  const { t } = useTranslation('invoices')
  const field = read?.fields?.[name]
  const offered = field?.value ? undefined : read?.suggestions?.[name]
  const doubt = findings.find((each) => each.field === name && each.severity !== 'info')
  const row = useRef<HTMLButtonElement>(null)
  // Pressing selects by the focus already: only a second press begins to edit.
  const was = useRef(false)
  const on = selected === name
  const open = editing?.name === name
  useEffect(() => { if (on && !open && document.activeElement?.closest('.field-row, .field-edit')) row.current?.focus({ preventScroll: true }) }, [on, open])
  if (open) return <Edit name={name} editing={editing} onDraft={onDraft} onSave={onSave} onCancel={onCancel} />
  return (
    <button
      ref={row} type="button" className="field-row" data-field={name} data-on={on || undefined} data-doubt={doubt?.severity} aria-current={on || undefined}
      onFocus={() => onSelect(name)} onPointerDown={() => { was.current = on }}
      onClick={() => { onSelect(name); if (was.current && may) onEdit(name); was.current = false }}
      onKeyDown={(event) => { if (event.key === 'Enter' && may) { event.preventDefault(); onEdit(name) } }}
    >
      <span className="field-name">{t(`fields.${name}`)}</span>
      <span className="field-value">{field?.value ? <Value name={name} field={field} /> : <Text component="span" size="sm" c="dimmed">{offered ? <>{t('review.perhaps')} <Value name={name} field={offered} /></> : t('review.notRead')}</Text>}</span>
      <span className="field-sure">{field?.value ? field.origin === 'person' ? <span className="origin">{t('review.byPerson')}</span> : field.origin === 'learned' || field.origin === 'template' ? <span className="origin" title={field.note ?? undefined}>{t(field.origin === 'learned' ? 'review.byLearning' : 'review.byTemplate')} <Confidence of={field.confidence ?? 0} bare /></span> : <Confidence of={field.confidence ?? 0} bare /> : offered ? <span className="origin" title={offered.note ?? undefined}>{t('review.fromOthers')}</span> : null}</span>
      {doubt && <span className="field-doubt">{doubt.title}</span>}
    </button>
  )
}

function Value({ name, field }: { name: FieldName; field: ReadField }) {
  const { t } = useTranslation()
  switch (formOf(name)) {
    case 'amount':
      return <Amount of={money(field.value)} />
    case 'date':
      return <Day on={field.value} />
    case 'flag':
      return <>{field.value === 'true' ? t('yes') : t('no')}</>
    default:
      return <Private>{field.value}</Private>
  }
}

function Edit({ name, editing, onDraft, onSave, onCancel }: Pick<FieldsProps, 'onDraft' | 'onSave' | 'onCancel'> & { name: FieldName; editing: Editing }) {
  const { t } = useTranslation('invoices')
  const { t: plain } = useTranslation()
  const locale = useLocale()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => { input.current?.focus(); input.current?.select() }, [])
  const form = formOf(name)
  const value = valueOf(form, editing.draft, locale)
  const means = form === 'text' || value === null || value === '' || value === editing.draft.trim() ? null : form === 'amount' ? formatMoney(money(value), locale) : value
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); onCancel() }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) { event.preventDefault(); onSave(1) }
    if (event.key === 'Tab') { event.preventDefault(); onSave(event.shiftKey ? -1 : 1) }
  }
  return (
    <div className="field-edit" data-field={name}>
      <TextInput
        ref={input} size="sm" label={t(`fields.${name}`)} value={editing.draft} error={editing.error} description={means ? t('review.means', { value: means }) : t('review.editKeys')} disabled={editing.saving ?? false}
        onChange={(event) => onDraft(event.currentTarget.value)} onKeyDown={keys}
      />
      <Group gap={6} mt={6}>
        <Button size="compact-sm" loading={editing.saving ?? false} onClick={() => onSave(0)}>{plain('save')}</Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>{plain('cancel')}</Button>
      </Group>
    </div>
  )
}
