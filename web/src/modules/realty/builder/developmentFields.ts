// The form of a development: its fields, what they begin with, and what is sent.
import i18next from 'i18next'
import type { Body } from '@/kernel/api/types'
import type { Field, Values } from '@/kernel/form/field'
import type { Draft } from '@/kernel/form/RecordForm'
import { formatMoney, money } from '@/kernel/money'
import { locale } from '@/kernel/preferences'
import { given } from '@/kernel/resource/resource'
import { type Development, DEVELOPMENT_STATUSES, DEVELOPMENT_TYPES, developmentStatusName, developmentTypeName, options } from '../realty'
import { PROJECT, PROJECTS } from './desk'
import { listIn, numberIn } from './numbers'

const t = i18next.getFixedT(null, 'realty')

export function developmentFields(known: boolean): Field[] {
  return [
    { name: 'project_name', label: t('builder.field.name'), kind: 'text', required: true },
    { name: 'project_type', label: t('builder.field.kind'), kind: 'select', options: options(DEVELOPMENT_TYPES, developmentTypeName) },
    { name: 'status', label: t('builder.field.status'), kind: 'select', options: options(DEVELOPMENT_STATUSES, developmentStatusName) },
    { name: 'location_address', label: t('builder.field.address'), kind: 'text', required: true },
    { name: 'location_city', label: t('builder.field.city'), kind: 'text', required: true },
    { name: 'location_state', label: t('builder.field.state'), kind: 'text', required: true },
    { name: 'location_zipcode', label: t('builder.field.zip'), kind: 'text', required: true },
    { name: 'total_units', label: t('builder.field.totalUnits'), kind: 'text', required: true },
    { name: 'available_units', label: t('builder.field.available'), kind: 'text', required: true, description: t('builder.developments.availableHint') },
    { name: 'price_range_min', label: t('builder.field.priceFrom'), kind: 'money' },
    { name: 'price_range_max', label: t('builder.field.priceTo'), kind: 'money' },
    { name: 'project_area', label: t('builder.field.area'), kind: 'text' },
    { name: 'start_date', label: t('builder.field.start'), kind: 'date' },
    { name: 'expected_completion_date', label: t('builder.field.expected'), kind: 'date' },
    ...(known ? [{ name: 'actual_completion_date', label: t('builder.field.completed'), kind: 'date' as const }] : []),
    { name: 'amenities', label: t('builder.field.amenities'), kind: 'lines', description: t('builder.developments.amenitiesHint') },
    { name: 'description', label: t('builder.field.description'), kind: 'lines' },
    { name: 'is_featured', label: t('builder.field.featured'), kind: 'switch', description: t('builder.developments.featuredHint') },
  ]
}

export function developmentValues(row: Development | null): Values {
  const amount = (value: number | null | undefined) => (value === null || value === undefined ? '' : formatMoney(money(value), locale()))
  return {
    project_name: row?.project_name ?? '', project_type: row?.project_type ?? 'residential', status: row?.status ?? 'planning', location_address: row?.location_address ?? '',
    location_city: row?.location_city ?? '', location_state: row?.location_state ?? '', location_zipcode: row?.location_zipcode ?? '',
    total_units: row ? String(row.total_units) : '', available_units: row ? String(row.available_units) : '',
    price_range_min: amount(row?.price_range_min), price_range_max: amount(row?.price_range_max), project_area: row?.project_area ? String(row.project_area) : '',
    start_date: row?.start_date ?? '', expected_completion_date: row?.expected_completion_date ?? '', actual_completion_date: row?.actual_completion_date ?? '',
    amenities: row?.amenities?.join('\n') ?? '', description: row?.description ?? '', is_featured: row?.is_featured ?? false,
  }
}

export function newDevelopment(draft: Draft): Body<typeof PROJECTS> {
  return {
    ...texts(draft), total_units: numberIn(draft, 'total_units') ?? 0, available_units: numberIn(draft, 'available_units') ?? 0, project_area: numberIn(draft, 'project_area', false),
    price_range_min: given(draft, 'price_range_min') || null, price_range_max: given(draft, 'price_range_max') || null, amenities: listIn(draft, 'amenities'),
    start_date: given(draft, 'start_date') || null, expected_completion_date: given(draft, 'expected_completion_date') || null,
    description: given(draft, 'description') || null, is_featured: draft.is_featured === true,
  }
}

/** Only what was changed is sent: what somebody else changed beside it stays. */
export function developmentChange(draft: Draft, changed: ReadonlySet<string>): Body<typeof PROJECT, 'patch'> {
  const all = { ...newDevelopment(draft), actual_completion_date: given(draft, 'actual_completion_date') || null }
  return Object.fromEntries(Object.entries(all).filter(([name]) => changed.has(name)))
}

function texts(draft: Draft) {
  return {
    project_name: given(draft, 'project_name'), location_address: given(draft, 'location_address'), location_city: given(draft, 'location_city'),
    location_state: given(draft, 'location_state'), location_zipcode: given(draft, 'location_zipcode'),
    project_type: DEVELOPMENT_TYPES.find((each) => each === draft.project_type) ?? 'residential', status: DEVELOPMENT_STATUSES.find((each) => each === draft.status) ?? 'planning',
  }
}
