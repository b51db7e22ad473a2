// System settings: values that websites and apps ask for, kept by administrators.
import i18next from 'i18next'
import { client } from '@/kernel/api/client'
import { Problem } from '@/kernel/api/problem'
import type { Answer, Body } from '@/kernel/api/types'
import type { Field, Values } from '@/kernel/form/field'
import type { Draft } from '@/kernel/form/RecordForm'
import { given, type Resource } from '@/kernel/resource/resource'
import { Status } from '@/kernel/Status'
import { Ago } from '@/kernel/Time'
import { KINDS, type Read, readJson } from './json'
import './settings.css'
import './words'

type Setting = Answer<'/api/system-settings'>[number]
type Change = Body<typeof ONE, 'patch'>

const API = '/api/system-settings'
const ONE = '/api/system-settings/{key}'
const KEEP = 'realty:settings'
const PAGE = 100
const t = i18next.getFixedT(null, 'realty')

/** The server knows settings by key, the console's addresses by id. */
const keys = new Map<number, string>()
/** What the filter offers: every category in use, whichever is chosen. */
let categories: string[] = []

export const settings: Resource<Setting> = {
  path: '/realty-settings',
  api: API,
  read: KEEP,
  write: KEEP,
  words: () => ({
    title: t('settings.title'), hint: t('settings.hint'), one: t('settings.one'), add: t('settings.add'),
    emptyTitle: t('settings.empty'), emptyText: t('settings.emptyHint'), deleted: (name) => t('settings.deleted', { name }),
  }),
  name: (row) => row.setting_key,
  filters: () => [{ name: 'category', label: t('settings.category'), kind: 'select', options: categories.map((value) => ({ value, label: value })) }],
  columns: () => [
    { id: 'key', header: t('settings.key'), sort: 'key', value: (row) => row.setting_key, cell: (row) => row.setting_key },
    { id: 'value', header: t('settings.value'), value: (row) => JSON.stringify(row.setting_value), cell: (row) => <span className="setting-value">{JSON.stringify(row.setting_value)}</span> },
    { id: 'type', header: t('settings.type'), sort: 'type', wide: true, value: (row) => row.setting_type, cell: (row) => row.setting_type },
    { id: 'category', header: t('settings.category'), sort: 'category', wide: true, value: (row) => row.category ?? '', cell: (row) => row.category ?? '—' },
    { id: 'seen', header: t('settings.seen'), sort: 'seen', value: seenBy, cell: (row) => <Status tone={row.is_public ? 'open' : 'still'}>{seenBy(row)}</Status> },
    { id: 'description', header: t('settings.description'), wide: true, optional: true, value: (row) => row.description ?? '', cell: (row) => row.description ?? '—' },
    { id: 'changed', header: t('settings.changed'), sort: 'changed', wide: true, value: changedAt, cell: (row) => <Ago at={changedAt(row)} /> },
  ],
  fields,
  values,
  list: async (search, signal) => {
    const rows = await whole(signal)
    return { rows: search.category ? rows.filter((each) => each.category === search.category) : rows, total: rows.length }
  },
  get: async (id, signal) => {
    if (!keys.has(id)) await whole(signal)
    const { data, response } = await client.GET(ONE, { params: { path: { key: keyOf(id) } }, signal })
    return { row: data as Setting, etag: response.headers.get('etag') }
  },
  create: async (draft) => {
    const setting_key = given(draft, 'setting_key')
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(setting_key)) throw wrong('setting_key', t('settings.notKey'))
    const { value, kind } = valueIn(draft)
    return (await client.POST(API, {
      body: {
        setting_key, setting_value: value, setting_type: given(draft, 'setting_type') || kind, category: given(draft, 'category') || null,
        description: given(draft, 'description') || null, is_public: draft.is_public === true,
      },
    })).data as Setting
  },
  update: async (id, draft, etag) => {
    const body = ('setting_value' in draft ? { ...draft, setting_value: valueIn(draft).value } : draft) as Change
    return (await client.PATCH(ONE, { params: { path: { key: keyOf(id) } }, body, headers: etag ? { 'If-Match': etag } : {} })).data as Setting
  },
  remove: (id, etag) => client.DELETE(ONE, { params: { path: { key: keyOf(id) } }, headers: etag ? { 'If-Match': etag } : {} }),
  restore: async ({ setting_key, setting_value, setting_type, description, category, is_public }) =>
    (await client.POST(API, { body: { setting_key, setting_value, setting_type, description, category, is_public } })).data as Setting,
  facts: (row) => (
    <dl className="facts">
      <dt>{t('settings.created')}</dt><dd><Ago at={row.created_at} /></dd>
      {row.updated_at && <><dt>{t('settings.changed')}</dt><dd><Ago at={row.updated_at} /></dd></>}
    </dl>
  ),
}

function fields(row: Setting | null): Field[] {
  return [
    ...(row ? [] : [{ name: 'setting_key', label: t('settings.key'), kind: 'text' as const, required: true, description: t('settings.keyHint') }]),
    { name: 'setting_value', label: t('settings.value'), kind: 'lines', required: true, description: t('settings.valueHint'), hint: (typed) => told(typed) },
    {
      name: 'setting_type', label: t('settings.type'), kind: 'suggest', options: KINDS.map((value) => ({ value, label: value })),
      ...(row ? { required: true } : { description: t('settings.typeHint') }),
    },
    { name: 'category', label: t('settings.category'), kind: 'suggest', options: categories.map((value) => ({ value, label: value })) },
    { name: 'description', label: t('settings.description'), kind: 'lines' },
    { name: 'is_public', label: t('settings.public'), kind: 'switch', description: t('settings.publicHint') },
  ]
}

function values(row: Setting | null, search: Record<string, unknown>): Values {
  const rest = { setting_type: row?.setting_type ?? '', category: row ? row.category ?? '' : String(search.category ?? ''), description: row?.description ?? '', is_public: row?.is_public ?? false }
  return row ? { setting_value: JSON.stringify(row.setting_value, null, 2), ...rest } : { setting_key: '', setting_value: '', ...rest }
}

/** Says while one types what the value is, or from where on it is none. */
function told(typed: Values): string | null {
  const text = String(typed.setting_value ?? '')
  if (text.trim() === '') return null
  const read = readJson(text)
  return read.good ? t(`settings.reads.${read.kind}`, { count: read.count }) : problemOf(read)
}

function problemOf({ at, number }: Exclude<Read, { good: true }>): string {
  if (number) return t('settings.notExact', { number })
  return at ? t('settings.notJsonAt', at) : t('settings.notJson')
}

function valueIn(draft: Draft): { value: unknown; kind: string } {
  const read = readJson(given(draft, 'setting_value'))
  if (!read.good) throw wrong('setting_value', problemOf(read))
  return read
}

function wrong(field: string, says: string): Problem {
  return new Problem(422, says, null, { [field]: says })
}

const seenBy = (row: Setting) => (row.is_public ? t('settings.everybody') : t('settings.administrators'))
const changedAt = (row: Setting) => row.updated_at ?? row.created_at

function keyOf(id: number): string {
  const key = keys.get(id)
  if (key === undefined) throw new Problem(404, i18next.t('state.absent'))
  return key
}

/** All of them: they are few, and the filter has to name every category. */
async function whole(signal: AbortSignal): Promise<Setting[]> {
  const rows: Setting[] = []
  for (;;) {
    const { data = [] } = await client.GET(API, { params: { query: { skip: rows.length, limit: PAGE } }, signal })
    rows.push(...data)
    if (data.length < PAGE) break
  }
  for (const row of rows) keys.set(row.id, row.setting_key)
  categories = [...new Set(rows.flatMap((row) => row.category ?? []))].sort((one, other) => one.localeCompare(other))
  return rows
}
