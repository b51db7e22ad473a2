// The form of a home: its fields, what they begin with, and what is sent.
import i18next from 'i18next'
import type { Body } from '@/kernel/api/types'
import type { Field, Values } from '@/kernel/form/field'
import type { Draft } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { FACINGS, facingName, options, type Unit, UNIT_TYPES, unitTypeName } from '../../realty'
import { listIn, numberIn } from '../numbers'

const t = i18next.getFixedT(null, 'realty')

export function unitFields(): Field[] {
  return [
    { name: 'unit_number', label: t('builder.field.unit'), kind: 'text', required: true },
    { name: 'unit_type', label: t('builder.field.kind'), kind: 'select', options: options(UNIT_TYPES, unitTypeName) },
    { name: 'floor_number', label: t('builder.field.floor'), kind: 'text', required: true },
    { name: 'stack', label: t('builder.field.stack'), kind: 'text', description: t('builder.units.stackHint') },
    { name: 'area_sqft', label: t('builder.field.sqft'), kind: 'text', required: true },
    { name: 'price', label: t('builder.field.price'), kind: 'money', required: true },
    { name: 'facing', label: t('builder.field.facing'), kind: 'select', options: [{ value: '', label: '—' }, ...options(FACINGS, facingName)] },
    { name: 'bathrooms', label: t('builder.field.bathrooms'), kind: 'text', required: true },
    { name: 'balconies', label: t('builder.field.balconies'), kind: 'text' },
    { name: 'parking_spaces', label: t('builder.field.parking'), kind: 'text' },
    { name: 'features', label: t('builder.field.features'), kind: 'lines', description: t('builder.developments.amenitiesHint') },
  ]
}

export function unitValues(row: Unit | null): Values {
  return {
    unit_number: row?.unit_number ?? '', unit_type: row?.unit_type ?? '2BHK', floor_number: row ? String(row.floor_number) : '', stack: row?.stack ?? '', area_sqft: row ? String(row.area_sqft) : '',
    price: row ? formatMoney(money(row.price), locale()) : '', facing: row?.facing ?? '', bathrooms: row ? String(row.bathrooms) : '1', balconies: row ? String(row.balconies) : '0',
    parking_spaces: row ? String(row.parking_spaces) : '0', features: row?.features?.join('\n') ?? '',
  }
}

export function unitBody(draft: Draft, projectId: number): Body<'/api/units'> {
  return {
    project_id: projectId, unit_number: given(draft, 'unit_number'), unit_type: UNIT_TYPES.find((each) => each === draft.unit_type) ?? '2BHK',
    floor_number: numberIn(draft, 'floor_number') ?? 0, area_sqft: numberIn(draft, 'area_sqft', false) ?? 0, price: given(draft, 'price'), stack: given(draft, 'stack') || null,
    facing: FACINGS.find((each) => each === draft.facing) ?? null, bathrooms: numberIn(draft, 'bathrooms') ?? 0, balconies: numberIn(draft, 'balconies') ?? 0,
    parking_spaces: numberIn(draft, 'parking_spaces') ?? 0, features: listIn(draft, 'features'),
  }
}

export function unitChange(draft: Draft, changed: ReadonlySet<string>): Body<'/api/units/{id}', 'patch'> {
  return Object.fromEntries(Object.entries(unitBody(draft, 0)).filter(([name]) => changed.has(name)))
}
